'use client';

import { ruleExceptionsHref } from '#components/queries/addresses.ts';
import { DecidedBy, DecidedUntil } from '#components/shared/decision-cells.tsx';
import { ExceptionButtons } from '#components/shared/exception-buttons.tsx';
import { actorWords, DECISION_WORD, endWords } from '#components/shared/exception-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ExceptionView } from '#lib/contracts/exception-list.ts';

const WRAPS = 'block min-w-0 whitespace-normal py-2 [overflow-wrap:anywhere]';

function Finding({ row: { finding } }: { row: ExceptionView }) {
  return (
    <span className="block min-w-0">
      <span className="flex items-baseline gap-2">
        <SeverityMark severity={finding.severity} compact />
        <TextLink quiet href={finding.url} className="line-clamp-2 font-medium">
          {finding.title}
        </TextLink>
      </span>
      <span className="block text-12 text-faint">
        <Breakable text={finding.ref} />
      </span>
    </span>
  );
}

/** What is asked for, while it waits. */
const ASKED: Record<ExceptionView['kind'], string> = {
  accepted: 'Accept the risk?',
  false_positive: 'A false positive?',
};

function Decided({ row }: { row: ExceptionView }) {
  const ended = endWords(row);
  return (
    <span className="block">
      <span className="font-medium">{row.state === 'requested' ? ASKED[row.kind] : DECISION_WORD[row.kind]}</span>
      {ended === null ? null : <span className="text-soft">: {ended}</span>}
      <span className="line-clamp-3 whitespace-pre-line text-soft" title={row.reason}>
        {row.reason}
      </span>
      <ByRule rule={row.rule} />
    </span>
  );
}

function ByRule({ rule }: { rule: number | null }) {
  if (rule === null) return null;
  return (
    <span className="block text-12 text-faint">
      by{' '}
      <TextLink href={ruleExceptionsHref(rule)} className="underline">
        rule {rule}
      </TextLink>
    </span>
  );
}

function Asked({ row }: { row: ExceptionView }) {
  return (
    <>
      asked <RelativeTime at={row.requested_at} /> ago
    </>
  );
}

export const COLUMNS: readonly DataColumn<ExceptionView>[] = [
  {
    id: 'finding',
    header: 'Finding',
    cell: (row) => (
      <span className={WRAPS}>
        <Finding row={row} />
      </span>
    ),
  },
  {
    id: 'decision',
    header: 'Decision and reason',
    width: '30%',
    cell: (row) => (
      <span className={WRAPS}>
        <Decided row={row} />
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
        <DecidedBy decision={row} waiting={<Asked row={row} />} />
      </span>
    ),
  },
  { id: 'until', header: 'Until', width: '112px', cell: (row) => <DecidedUntil decision={row} /> },
  {
    id: 'act',
    header: 'What you can do',
    hiddenHeader: true,
    width: '252px',
    hideBelow: 'md',
    cell: (row) => (
      <span className={WRAPS}>
        <ExceptionButtons exception={row} finding={row.finding.ref} />
      </span>
    ),
  },
];

export function ExceptionCard({ row }: { row: ExceptionView }) {
  return (
    <div className="flex flex-col gap-1.5 text-13">
      <Finding row={row} />
      <Decided row={row} />
      <p className="flex flex-wrap gap-x-3 text-12 text-soft [overflow-wrap:anywhere]">
        <span>{actorWords(row.requested_by)}</span>
        <span>
          {row.ended_at === null ? 'until ' : 'ended '}
          <DecidedUntil decision={row} />
        </span>
      </p>
      <ExceptionButtons exception={row} finding={row.finding.ref} />
    </div>
  );
}
