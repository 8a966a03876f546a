'use client';

import type { FindingFilters } from '#components/queries/findings.ts';
import { takeLastFinding } from '#components/shared/last-finding-list.ts';
import { isOtherData, LoadError, NotLoaded } from '#components/shared/load-error.tsx';
import { BulkBar } from '#components/ui/bulk-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { DataTable, type Sort } from '#components/ui/data-table.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { formatCount } from '#lib/format.ts';
import { COLUMNS, FindingCard, ROW_HEIGHT } from './columns.tsx';
import { describeFilters, NO_FILTERS } from './filters.ts';
import { NothingFound } from './nothing.tsx';
import type { useFindings } from './use-findings.ts';

export interface FindingListProps {
  found: ReturnType<typeof useFindings>;
  filters: FindingFilters;
  onFilters: (next: FindingFilters) => void;
  selection: ReadonlySet<string>;
  onSelection: (ids: Set<string>) => void;
  onOpen: (href: string) => void;
}

const renderCard = (row: FindingRow) => <FindingCard row={row} />;
const rowId = (row: FindingRow) => row.id;
const rowName = (row: FindingRow) => row.ref;

function sortOf(order: FindingFilters['sort']): Sort | null {
  if (order === '-risk') return null;
  // The older the higher the age: "descending" is oldest first.
  return { id: 'age', direction: order === 'opened' ? 'desc' : 'asc' };
}

function linksTo(rows: readonly FindingRow[]): string {
  return rows.map((row) => `${row.ref} ${row.title} ${window.location.origin}${row.url}`).join('\n');
}

function More({ found }: Pick<FindingListProps, 'found'>) {
  const { list, rows, total } = found;
  if (list.isFetchNextPageError) {
    return (
      <LoadError
        title="The next findings could not be loaded"
        kept={`The ${formatCount(rows.length, 'finding')} above stay.`}
        query={list}
        onRetry={list.fetchNextPage}
      />
    );
  }
  const all =
    total === null || rows.length < 20 ? {} : { endLabel: `All ${formatCount(rows.length, 'finding')} shown` };
  return (
    <LoadMore
      auto
      hasMore={list.hasNextPage && !list.isPlaceholderData}
      busy={list.isFetchingNextPage}
      onLoadMore={() => list.fetchNextPage()}
      label="Load more findings"
      {...(list.isPlaceholderData ? {} : all)}
    />
  );
}

function Selected({ rows, onClear }: { rows: readonly FindingRow[]; onClear: () => void }) {
  return (
    <BulkBar count={rows.length} onClear={onClear}>
      {rows.length === 0 ? null : <CopyButton words="Copy as list" what="list" text={linksTo(rows)} />}
    </BulkBar>
  );
}

function useCopyLink() {
  const { toast } = useToast();
  return (rows: readonly FindingRow[]) => {
    const many = rows.length > 1 ? `${rows.length} links copied` : 'Link copied';
    const copied = navigator.clipboard?.writeText(linksTo(rows)) ?? Promise.reject(new Error('no clipboard'));
    copied.then(
      () => toast({ title: many, duration: 2500 }),
      () => toast({ title: 'The browser gives no access to the clipboard', tone: 'failed' }),
    );
  };
}

const UNSCORED = COLUMNS.filter(({ id }) => id !== 'exploit');

/** Whether anything here has an EPSS: where no feed was loaded, an empty column would look like a zero. */
const isScored = ({ rows, facets }: FindingListProps['found']): boolean =>
  rows.some(({ epss }) => epss !== null) || (facets.data?.exploit ?? []).some(({ value }) => value !== 'none');

export function FindingList({ found, filters, onFilters, selection, onSelection, onOpen }: FindingListProps) {
  const { list, rows, total } = found;
  const copyLink = useCopyLink();
  const clear = () => onFilters({ ...NO_FILTERS, sort: filters.sort });
  const filtered = describeFilters(filters).length > 0;
  if (list.data === undefined || isOtherData(list)) {
    return (
      <NotLoaded
        title="The findings could not be loaded"
        kept="Your filters are still in the address."
        query={list}
        actions={filtered ? <Button onClick={clear}>Clear all filters</Button> : null}
      >
        <TableSkeleton rows={12} label="Loading findings" />
      </NotLoaded>
    );
  }
  if (rows.length === 0) return <NothingFound filtered={filtered} onClear={clear} />;
  return (
    <>
      <div className="max-sm:-mx-4">
        <DataTable
          virtual
          keepsPlace
          returnTo={takeLastFinding}
          rowHeight={ROW_HEIGHT}
          label="Findings"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={isScored(found) ? COLUMNS : UNSCORED}
          renderCard={renderCard}
          sort={sortOf(filters.sort)}
          onSort={({ direction }) => onFilters({ ...filters, sort: direction === 'desc' ? 'opened' : '-opened' })}
          selection={selection}
          onSelectionChange={onSelection}
          onOpen={(row) => onOpen(row.url)}
          shortcuts={[{ keys: 'c', label: 'Copy link', run: copyLink }]}
          pending={list.isPlaceholderData}
          {...(total === null || total.relation === 'at_least' ? {} : { totalRows: total.value })}
        />
      </div>
      <More found={found} />
      <Selected rows={rows.filter((row) => selection.has(row.id))} onClear={() => onSelection(new Set())} />
    </>
  );
}
