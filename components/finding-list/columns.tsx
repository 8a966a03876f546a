import { Place } from '#components/shared/place.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { NextDate } from './next-date.tsx';

function Reopened({ times }: { times: number }) {
  return times === 0 ? null : <Tag className="ml-2">reopened{times > 1 ? ` ${times} times` : ''}</Tag>;
}

function Thing({ row }: { row: FindingRow }) {
  return (
    <span className="flex min-w-0 items-center">
      <SeverityMark severity={row.severity} className="w-[86px] shrink-0" />
      <TextLink quiet href={row.url} className="min-w-0 truncate" title={row.title}>
        {row.title}
      </TextLink>
      <Reopened times={row.reopened} />
    </span>
  );
}

/** `web#412`: the owner is on hover, the number never cut off. */
function Reference({ row }: { row: FindingRow }) {
  return (
    <span className="flex min-w-0 text-soft" title={row.ref}>
      <span className="truncate">{row.repo.slice(row.repo.lastIndexOf('/') + 1)}</span>
      <span className="shrink-0 text-faint">#{row.number}</span>
    </span>
  );
}

export const COLUMNS: readonly DataColumn<FindingRow>[] = [
  { id: 'finding', header: 'Finding', cell: (row) => <Thing row={row} /> },
  {
    id: 'place',
    header: 'Where',
    width: '20%',
    cell: (row) => <Place row={row} className="text-soft" />,
  },
  {
    id: 'repo',
    header: 'Repository',
    width: '13%',
    hideBelow: 'lg',
    cell: (row) => <Reference row={row} />,
  },
  {
    id: 'scanner',
    header: 'Scanner',
    width: '88px',
    hideBelow: 'xl',
    cell: (row) => <span className="text-soft">{row.scanner}</span>,
  },
  {
    id: 'age',
    header: 'Age',
    width: '56px',
    numeric: true,
    sortable: true,
    cell: (row) => <RelativeTime at={row.opened_at} className="text-soft" />,
  },
  { id: 'due', header: 'Due', width: '120px', numeric: true, cell: (row) => <NextDate row={row} /> },
];

/** The row on a phone: the thing, then the facts that matter. All of it is the link. */
export function FindingCard({ row }: { row: FindingRow }) {
  return (
    <div className="relative min-w-0 text-13">
      <div className="flex min-w-0 items-center gap-2">
        <TextLink quiet href={row.url} className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0">
          {row.title}
        </TextLink>
        <span className="shrink-0 text-12">
          <NextDate row={row} />
        </span>
      </div>
      <div className="mt-1 flex min-w-0 items-center gap-2.5 text-12 text-soft">
        <SeverityMark severity={row.severity} className="shrink-0" />
        <span className="min-w-0 max-w-[40%] shrink-0">
          <Reference row={row} />
        </span>
        <span className="min-w-0 flex-1">
          <Place row={row} />
        </span>
      </div>
    </div>
  );
}
