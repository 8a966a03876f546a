import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { Due } from './due.tsx';
import { Place } from './place.tsx';

function Reopened({ times }: { times: number }) {
  return times === 0 ? null : <Tag className="ml-2">reopened{times > 1 ? ` ${times} times` : ''}</Tag>;
}

function Thing({ row }: { row: FindingRow }) {
  return (
    <span className="flex min-w-0 items-center">
      <SeverityMark severity={row.severity} className="w-[84px] shrink-0" />
      <TextLink quiet href={row.url} prefetch={false} className="min-w-0 truncate" title={row.title}>
        {row.title}
      </TextLink>
      <Reopened times={row.reopened} />
    </span>
  );
}

export const COLUMNS: readonly DataColumn<FindingRow>[] = [
  { id: 'finding', header: 'Finding', cell: (row) => <Thing row={row} /> },
  {
    id: 'place',
    header: 'Where',
    width: '26%',
    cell: (row) => <Place row={row} className="text-soft" />,
  },
  {
    id: 'repo',
    header: 'Repository',
    width: '15%',
    hideBelow: 'lg',
    cell: (row) => (
      <span className="text-soft" title={row.ref}>
        {row.ref}
      </span>
    ),
  },
  { id: 'scanner', header: 'Scanner', width: '92px', hideBelow: 'xl', cell: (row) => row.scanner },
  {
    id: 'age',
    header: 'Age',
    width: '60px',
    numeric: true,
    sortable: true,
    cell: (row) => <RelativeTime at={row.opened_at} />,
  },
  { id: 'due', header: 'Due', width: '100px', numeric: true, cell: (row) => <Due row={row} /> },
];

/** The row on a phone: the thing, then the facts that matter. All of it is the link. */
export function FindingCard({ row }: { row: FindingRow }) {
  return (
    <div className="relative min-w-0 text-13">
      <div className="flex min-w-0 items-center gap-2">
        <SeverityMark severity={row.severity} compact />
        <TextLink
          quiet
          href={row.url}
          prefetch={false}
          className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
        >
          {row.title}
        </TextLink>
        <span className="shrink-0 text-12">
          <Due row={row} />
        </span>
      </div>
      <div className="mt-1 flex min-w-0 items-center gap-2 text-12 text-soft">
        <span className="min-w-0 max-w-[45%] shrink truncate">{row.ref}</span>
        <span className="min-w-0 flex-1">
          <Place row={row} />
        </span>
        <RelativeTime at={row.opened_at} className="shrink-0" />
      </div>
    </div>
  );
}
