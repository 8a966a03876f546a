import { rightsWords, STAGE_WORDS } from '#components/shared/pipeline-words.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { cn } from '#components/ui/cn.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge, Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PipelineRow } from '#lib/contracts/pipeline.ts';
import { formatCount } from '#lib/format.ts';

const WRAPS = 'block min-w-0 whitespace-normal py-2 [overflow-wrap:anywhere]';

function Name({ row: { url, path, repo, production } }: { row: PipelineRow }) {
  return (
    <span className="block min-w-0">
      <TextLink quiet href={url} className="font-medium">
        <Breakable text={path} />
      </TextLink>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-faint">
        <Breakable text={repo} />
        {production.slice(0, 2).map((name) => (
          <Tag key={name}>{name}</Tag>
        ))}
      </span>
    </span>
  );
}

const ALL = ['source', 'build', 'artifact', 'deploy'] as const;

/** The way from source to deployment; stages that the file does not show are named faintly. */
function Stages({ row: { stages } }: { row: PipelineRow }) {
  return (
    <span className="text-12 text-soft">
      {ALL.filter((stage) => stages.includes(stage))
        .map((stage) => STAGE_WORDS[stage].toLowerCase())
        .join(' → ')}
    </span>
  );
}

function Rules({ row: { read, failing, passing, stale } }: { row: PipelineRow }) {
  if (!read) return <StateBadge state="unmeasured">Could not be read</StateBadge>;
  if (failing > 0) return <StateBadge state="failed">{formatCount(failing, 'rule')} broken</StateBadge>;
  if (stale) return <StateBadge state="stale" />;
  if (passing === 0) return <span className="text-faint">no rule is about it</span>;
  return <StateBadge state="clean">{formatCount(passing, 'rule')} kept</StateBadge>;
}

function Rights({ row: { widest, jobs, read } }: { row: PipelineRow }) {
  if (!read) return <span className="text-faint">not known</span>;
  return (
    <span className="block">
      <span className={cn(widest === 'write-all' ? 'text-failed' : 'text-soft')}>{rightsWords(widest)}</span>
      <span className="block text-12 text-faint">{formatCount(jobs, 'job')}</span>
    </span>
  );
}

const changesOf = ({ changes }: PipelineRow): string => (changes === 0 ? 'none' : formatCount(changes, 'change'));

export const COLUMNS: readonly DataColumn<PipelineRow>[] = [
  {
    ...{ id: 'file', header: 'Pipeline', width: '34%' },
    cell: (row) => (
      <span className={WRAPS}>
        <Name row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'rules', header: 'Rules', width: '156px' },
    cell: (row) => (
      <span className={WRAPS}>
        <Rules row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'stages', header: 'From source to deployment', hideBelow: 'lg' },
    cell: (row) => (
      <span className={WRAPS}>
        <Stages row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'rights', header: 'Its token', width: '172px', hideBelow: 'md' },
    cell: (row) => (
      <span className={WRAPS}>
        <Rights row={row} />
      </span>
    ),
  },
  {
    ...{ id: 'changes', header: '7 days', width: '104px', numeric: true, hideBelow: 'lg' },
    cell: (row) => <span className={row.changes === 0 ? 'text-faint' : ''}>{changesOf(row)}</span>,
  },
  { id: 'at', header: 'Seen', width: '80px', numeric: true, cell: (row) => <RelativeTime at={row.at} /> },
];

export function PipelineCard({ row }: { row: PipelineRow }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <div className="flex items-start justify-between gap-3">
        <Name row={row} />
        <RelativeTime at={row.at} className="shrink-0 text-12 text-faint" />
      </div>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Rules row={row} />
        <Stages row={row} />
      </span>
      <span className="text-12 text-faint">
        Its token: {rightsWords(row.widest)}
        {row.changes === 0 ? '' : ` · ${changesOf(row)} in 7 days`}
      </span>
    </div>
  );
}
