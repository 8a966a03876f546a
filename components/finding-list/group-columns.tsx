import type { DataColumn } from '#components/ui/data-table.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { FindingGroupRow } from '#lib/contracts/finding.ts';
import { formatCount, formatTotal } from '#lib/format.ts';
import { Listed } from './listed.tsx';

/** Address of the list that holds the findings of a group. */
export type GroupHref = (row: FindingGroupRow) => string;

function Group({ row, href }: { row: FindingGroupRow; href: string }) {
  return (
    <Listed
      severity={row.severity}
      title={row.title}
      href={href}
      marks={row.demo ? <Tag className="shrink-0">demo</Tag> : null}
      className="max-sm:py-0"
    >
      <span className="flex min-w-0 items-baseline gap-1.5 text-12 text-faint">
        <span className="min-w-0 max-w-[40%] shrink-0 truncate text-soft" title={row.repo}>
          {row.repo.slice(row.repo.lastIndexOf('/') + 1)}
        </span>
        <span aria-hidden>·</span>
        <span className="min-w-0 truncate font-mono" title={row.rule}>
          {row.rule}
        </span>
        <span aria-hidden>·</span>
        <span className="shrink-0">{row.scanner}</span>
      </span>
    </Listed>
  );
}

export function groupColumns(hrefOf: GroupHref): readonly DataColumn<FindingGroupRow>[] {
  return [
    { id: 'group', header: 'Rule and repository', cell: (row) => <Group row={row} href={hrefOf(row)} /> },
    { id: 'count', header: 'Findings', width: '88px', numeric: true, cell: (row) => formatTotal(row.count) },
  ];
}

export function groupCard(hrefOf: GroupHref) {
  return (row: FindingGroupRow) => (
    <div className="text-13">
      <Group row={row} href={hrefOf(row)} />
      <p className="pl-[22px] text-12 text-soft">{formatCount(row.count, 'finding')}</p>
    </div>
  );
}
