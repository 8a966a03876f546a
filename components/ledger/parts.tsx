'use client';

import { Delta } from '#components/ui/delta.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { LedgerView } from '#lib/contracts/ledger.ts';
import { CAUSE_WORDS, type LedgerCause } from '#lib/domain/ledger/cause.ts';
import { type LedgerPeriod, ledgerHref } from '#lib/domain/ledger/ledger-href.ts';
import { formatCapital, formatCount, formatNumber } from '#lib/format.ts';

interface PartsProps {
  view: LedgerView;
  period: LedgerPeriod;
  /** Whose entries are listed below. */
  cause: LedgerCause | null;
}

/** What moved the score, cause by cause: together exactly its change, each with the list of its entries. */
export function Parts({ view, period, cause }: PartsProps) {
  return (
    <Table aria-label="What moved the score">
      <thead>
        <tr>
          <HeadCell>Cause</HeadCell>
          <HeadCell numeric>Points</HeadCell>
          <HeadCell numeric>Entries</HeadCell>
          <HeadCell numeric className="max-sm:hidden">
            Findings
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {view.parts.map((part) => (
          <Row
            key={part.cause}
            aria-current={part.cause === cause ? 'true' : undefined}
            className="aria-current:bg-side"
          >
            <Cell>
              <span className="font-medium">{formatCapital(CAUSE_WORDS[part.cause])}</span>
              <span className="block text-12 text-faint">{part.meaning}</span>
            </Cell>
            <Cell numeric>
              <Delta value={part.shown} look="signed" />
            </Cell>
            <Cell numeric>
              {part.entries === 0 ? (
                <span className="text-faint">–</span>
              ) : (
                <TextLink
                  href={ledgerHref(period, { cause: part.cause })}
                  aria-label={`${formatCount(part.entries, 'entry', 'entries')}: ${CAUSE_WORDS[part.cause]}`}
                >
                  {formatNumber(part.entries)}
                </TextLink>
              )}
            </Cell>
            <Cell numeric className="max-sm:hidden">
              {part.findings === 0 ? <span className="text-faint">–</span> : formatNumber(part.findings)}
            </Cell>
          </Row>
        ))}
        <Row>
          <Cell className="font-medium">In all</Cell>
          <Cell numeric>
            <Delta value={view.change} look="signed" />
          </Cell>
          <Cell numeric>{formatNumber(view.parts.reduce((sum, { entries }) => sum + entries, 0))}</Cell>
          <Cell className="max-sm:hidden" />
        </Row>
      </tbody>
    </Table>
  );
}
