'use client';

import { useMemo } from 'react';
import { type FindingFilters, findingSearch } from '#components/queries/findings.ts';
import { LoadError } from '#components/shared/load-error.tsx';
import { useFindingListHref } from '#components/shared/use-finding-list-href.ts';
import { DataTable } from '#components/ui/data-table.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { useWithin } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { FindingGroupRow } from '#lib/contracts/finding.ts';
import { ROW_HEIGHT } from './columns.tsx';
import { cleared, describeFilters } from './filters.ts';
import { groupCard, groupColumns } from './group-columns.tsx';
import { NothingFound } from './nothing.tsx';
import type { ChangeFilters } from './use-filters.ts';
import type { useFindings } from './use-findings.ts';

export interface GroupListProps {
  found: ReturnType<typeof useFindings>;
  filters: FindingFilters;
  onFilters: (change: ChangeFilters) => void;
  onOpen: (href: string) => void;
}

const rowId = ({ repo, rule }: FindingGroupRow) => `${repo} ${rule}`;

/** One row for each rule and repository; a row leads to the list of its findings. */
export function GroupList({ found, filters, onFilters, onOpen }: GroupListProps) {
  const { groups } = found;
  const listHrefOf = useFindingListHref();
  const within = useWithin();
  const shown = useMemo(() => {
    const hrefOf = ({ repo, rule }: FindingGroupRow) =>
      listHrefOf(findingSearch({ ...filters, ...(within === null ? { repo: [repo] } : {}), rule }));
    return { hrefOf, columns: groupColumns(hrefOf), card: groupCard(hrefOf) };
  }, [filters, listHrefOf, within]);
  const first = groups.data?.pages[0];
  if (first === undefined) {
    if (groups.error === null) return <TableSkeleton rows={12} label="Loading groups of findings" />;
    return <LoadError title="The groups could not be loaded" query={groups} />;
  }
  const rows = groups.data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) {
    const filtered = describeFilters(filters).length > 0;
    const watched = filters.watched !== undefined;
    return <NothingFound filtered={filtered} watched={watched} onClear={() => onFilters(cleared)} />;
  }
  return (
    <>
      <div className="max-sm:-mx-4">
        <DataTable
          virtual
          keepsPlace
          rowHeight={ROW_HEIGHT}
          label="Findings by rule"
          rows={rows}
          rowId={rowId}
          columns={shown.columns}
          renderCard={shown.card}
          onOpen={(row) => onOpen(shown.hrefOf(row))}
          pending={groups.isPlaceholderData}
          {...(first.total.relation === 'at_least' ? {} : { totalRows: first.total.value })}
        />
      </div>
      <LoadMore
        auto
        hasMore={groups.hasNextPage && !groups.isPlaceholderData}
        busy={groups.isFetchingNextPage}
        onLoadMore={() => groups.fetchNextPage()}
        label="Load more groups"
      />
    </>
  );
}
