import { gatesHref } from '#components/queries/gates.ts';
import { OUTCOME_WORDS } from '#components/shared/outcome-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { GateHistoryItem } from '#lib/contracts/gate-history.ts';
import { refWords } from '#lib/domain/stream/ref-words.ts';

const WRAPS = 'block min-w-0 whitespace-normal py-2 [overflow-wrap:anywhere]';

function Outcome({ outcome }: GateHistoryItem) {
  if (outcome === 'fail') return <StateBadge state="failed" />;
  return <span className={outcome === 'warn' ? 'text-ink' : 'text-soft'}>{OUTCOME_WORDS[outcome]}</span>;
}

function Report({ row: { repo, ref, number, url, commit } }: { row: GateHistoryItem }) {
  return (
    <span className="block min-w-0">
      <TextLink quiet href={new URL(url).pathname} className="font-medium">
        <Breakable text={repo} /> · <Breakable text={refWords(ref)} />
      </TextLink>
      <span className="block text-12 text-faint">
        upload {number}
        {commit === null ? null : (
          <>
            {' · '}
            <code className="font-mono">{commit.slice(0, 12)}</code>
          </>
        )}
      </span>
    </span>
  );
}

function Pipeline({ row: { repo, pipeline, scanner, run } }: { row: GateHistoryItem }) {
  return (
    <span className="block min-w-0">
      <TextLink quiet href={gatesHref({ repo, pipeline })}>
        <Breakable text={pipeline} />
      </TextLink>
      <span className="text-12 text-faint max-sm:before:content-['_·_'] sm:block">
        {scanner ?? 'no scanner named'}
        {run === null ? null : ` · run ${run.id}`}
      </span>
    </span>
  );
}

function Rules({ row: { rules } }: { row: GateHistoryItem }) {
  if (rules.length === 0) return <span className="text-faint">all rules are met</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {rules.map(({ id, title, effect, message }) => (
        <li key={id}>
          <span className={effect === 'fail' ? 'text-failed' : 'text-soft'}>{title}</span>
          <span className="block text-12 text-faint">{message}</span>
        </li>
      ))}
    </ul>
  );
}

export const COLUMNS: readonly DataColumn<GateHistoryItem>[] = [
  {
    id: 'report',
    header: 'Report',
    width: '26%',
    cell: (row) => (
      <span className={WRAPS}>
        <Report row={row} />
      </span>
    ),
  },
  {
    id: 'outcome',
    header: 'Gate',
    width: '168px',
    cell: (row) => (
      <span className={WRAPS}>
        <Outcome {...row} />
      </span>
    ),
  },
  {
    id: 'rules',
    header: 'Rules that are not met',
    cell: (row) => (
      <span className={WRAPS}>
        <Rules row={row} />
      </span>
    ),
  },
  {
    id: 'pipeline',
    header: 'Pipeline',
    width: '22%',
    hideBelow: 'lg',
    cell: (row) => (
      <span className={WRAPS}>
        <Pipeline row={row} />
      </span>
    ),
  },
  { id: 'at', header: 'Judged', width: '88px', numeric: true, cell: (row) => <RelativeTime at={row.at} /> },
];

export function GateCard({ row }: { row: GateHistoryItem }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <div className="flex items-start justify-between gap-3">
        <Report row={row} />
        <RelativeTime at={row.at} className="shrink-0 text-12 text-faint" />
      </div>
      <span>
        <Outcome {...row} />
        {row.rules.length === 0 ? <span className="text-faint">: all rules are met</span> : null}
      </span>
      {row.rules.length === 0 ? null : <Rules row={row} />}
      <Pipeline row={row} />
    </div>
  );
}
