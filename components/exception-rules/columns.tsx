'use client';

import { ruleExceptionsHref } from '#components/queries/addresses.ts';
import { DecidedBy, DecidedUntil } from '#components/shared/decision-cells.tsx';
import { actorWords, DECISION_WORD } from '#components/shared/exception-words.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { ExternalLink, TextLink } from '#components/ui/text-link.tsx';
import type { RuleView } from '#lib/contracts/exception-rule.ts';
import { formatTotal } from '#lib/format.ts';
import { RuleButtons } from './rule-buttons.tsx';

/** A rule, with an id as tables want it. */
export type RuleRow = Omit<RuleView, 'id'> & { id: string; rule: RuleView };

const WRAPS = 'block min-w-0 whitespace-normal py-2 [overflow-wrap:anywhere]';

const ENDED: Record<RuleView['state'], string | null> = {
  requested: null,
  in_force: null,
  refused: 'refused',
  withdrawn: 'withdrawn',
  expired: 'its time is over',
};

function About({ row }: { row: RuleRow }) {
  const asks = row.state === 'requested' ? '?' : '';
  const ended = ENDED[row.state];
  return (
    <span className="block">
      <span className="font-medium">
        Rule {row.id}: {DECISION_WORD[row.kind].toLowerCase()}
        {asks}
      </span>
      {ended === null ? null : <span className="text-soft">, {ended}</span>}
      <span className="block font-mono text-12">{row.about.join(' · ')}</span>
      <span className="line-clamp-3 whitespace-pre-line text-soft" title={row.reason}>
        {row.reason}
      </span>
      {row.evidence_url === null ? null : <ExternalLink href={row.evidence_url}>What it rests on</ExternalLink>}
    </span>
  );
}

function Findings({ row }: { row: RuleRow }) {
  const { findings, returned, settled, state } = row;
  if (state === 'requested' || state === 'refused') return <span className="text-faint">–</span>;
  const count = formatTotal(findings.value, findings.relation === 'at_least');
  return (
    <span className="block">
      {findings.value === 0 ? (
        count
      ) : (
        <TextLink href={ruleExceptionsHref(row.rule.id)} className="underline tabular-nums">
          {count}
        </TextLink>
      )}
      {settled ? null : <span className="block text-12 text-soft">still at work</span>}
      {returned.value === 0 ? null : (
        <span className="block text-12 text-faint">
          {formatTotal(returned.value, returned.relation === 'at_least')} came back
        </span>
      )}
    </span>
  );
}

export const COLUMNS: readonly DataColumn<RuleRow>[] = [
  {
    id: 'about',
    header: 'What it is about',
    cell: (row) => (
      <span className={WRAPS}>
        <About row={row} />
      </span>
    ),
  },
  {
    id: 'who',
    header: 'Who',
    width: '17%',
    hideBelow: 'lg',
    cell: (row) => (
      <span className={WRAPS}>
        <DecidedBy decision={row} waiting="waits for a decision" />
      </span>
    ),
  },
  { id: 'until', header: 'Until', width: '112px', cell: (row) => <DecidedUntil decision={row} /> },
  {
    id: 'findings',
    header: 'Findings',
    width: '112px',
    numeric: true,
    cell: (row) => (
      <span className={WRAPS}>
        <Findings row={row} />
      </span>
    ),
  },
  {
    id: 'act',
    header: 'What you can do',
    hiddenHeader: true,
    width: '252px',
    hideBelow: 'md',
    cell: (row) => (
      <span className={WRAPS}>
        <RuleButtons rule={row.rule} />
      </span>
    ),
  },
];

export function RuleCard({ row }: { row: RuleRow }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <About row={row} />
      <p className="flex flex-wrap gap-x-3 text-12 text-soft">
        <span>{actorWords(row.requested_by)}</span>
        <span>
          {row.ended_at === null ? 'until ' : 'ended '}
          <DecidedUntil decision={row} />
        </span>
      </p>
      {row.state === 'requested' || row.state === 'refused' ? null : (
        <div className="flex gap-2 text-12 text-soft">
          <span>Findings:</span>
          <Findings row={row} />
        </div>
      )}
      <RuleButtons rule={row.rule} />
    </div>
  );
}
