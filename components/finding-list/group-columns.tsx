import type { DataColumn } from '#components/ui/data-table.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingGroupRow } from '#lib/contracts/finding.ts';
import { formatCount, formatTotal } from '#lib/format.ts';

/** Address of the list that holds the findings of a group. */
export type GroupHref = (row: FindingGroupRow) => string;

function Group({ row, href }: { row: FindingGroupRow; href: string }) {
  return (
    <span className="flex min-w-0 items-start gap-2.5 py-2 max-sm:py-0">
      <SeverityMark severity={row.severity} compact className="h-[18px] shrink-0" />
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 items-center gap-2">
          <TextLink
            quiet
            href={href}
            className="line-clamp-2 min-w-0 whitespace-normal font-medium [overflow-wrap:anywhere] lg:block lg:truncate"
            title={row.title}
          >
            {row.title}
          </TextLink>
          {row.demo ? <Tag className="shrink-0">demo</Tag> : null}
        </span>
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
      </span>
    </span>
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
