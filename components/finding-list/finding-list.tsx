'use client';

import { useMemo, useRef } from 'react';
import type { FindingFilters } from '#components/queries/findings.ts';
import { type UnderWay, useDecisionsUnderWay } from '#components/shared/decide/under-way.ts';
import { takeLastFinding } from '#components/shared/last-finding-list.ts';
import { isOtherData, LoadError, NotLoaded } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { DataTable, type Sort, type TableHandle } from '#components/ui/data-table.tsx';
import { LoadMore } from '#components/ui/load-more.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';
import type { FindingColumn } from '#lib/domain/finding/list-columns.ts';
import { formatCount } from '#lib/format.ts';
import { columnsOf } from './chosen-columns.tsx';
import { FindingCard, ROW_HEIGHT } from './columns.tsx';
import { cleared, describeFilters } from './filters.ts';
import { linksTo } from './links-to.ts';
import type { ListedFinding } from './listed-finding.ts';
import { NothingFound } from './nothing.tsx';
import { Selected } from './selected.tsx';
import { TriageLayers } from './triage-layers.tsx';
import type { ChangeFilters } from './use-filters.ts';
import type { useFindings } from './use-findings.ts';
import type { Selection } from './use-selection.ts';
import { type TriageRights, useTriage } from './use-triage.ts';

export interface FindingListProps {
  found: ReturnType<typeof useFindings>;
  filters: FindingFilters;
  onFilters: (change: ChangeFilters) => void;
  selection: Selection;
  rights: TriageRights;
  /** Those of the address; null: it names none, and `own` are shown. */
  columns: readonly FindingColumn[] | null;
  own: readonly FindingColumn[];
  onOpen: (href: string) => void;
}

const renderCard = (row: ListedFinding) => <FindingCard row={row} />;
const rowId = (row: FindingRow) => row.id;
const rowName = (row: FindingRow) => row.ref;

function sortOf(order: FindingFilters['sort']): Sort | null {
  if (order === '-risk') return null;
  // The older the higher the age: "descending" is oldest first.
  return { id: 'age', direction: order === 'opened' ? 'desc' : 'asc' };
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

/** Whether anything here has an EPSS: where no feed was loaded, an empty column would look like a zero. */
const isScored = ({ rows, facets }: FindingListProps['found']): boolean =>
  rows.some(({ epss }) => epss !== null) || (facets.data?.exploit ?? []).some(({ value }) => value !== 'none');

/** The row as it will be once the server has taken what was decided about it. */
function withDecision(row: FindingRow, decision: UnderWay | undefined): ListedFinding {
  if (decision === undefined) return row;
  if (decision.state === 'failed') return { ...row, unsaved: decision };
  return { ...row, state: decision.wished.kind, due_at: null, overdue: false, at_risk: false, unsaved: decision };
}

function useRows(rows: readonly FindingRow[]): readonly ListedFinding[] {
  const underWay = useDecisionsUnderWay();
  return useMemo(
    () => (underWay.size === 0 ? rows : rows.map((row) => withDecision(row, underWay.get(row.id)))),
    [rows, underWay],
  );
}

/** Columns that were asked for; of the usual ones, only those that have something to show. */
function useColumns({ found, columns, own }: Pick<FindingListProps, 'found' | 'columns' | 'own'>) {
  const scored = isScored(found);
  return useMemo(() => {
    return columnsOf(columns ?? (scored ? own : own.filter((column) => column !== 'epss')));
  }, [columns, own, scored]);
}

function Table(props: FindingListProps) {
  const { found, filters, onFilters, selection, rights, onOpen } = props;
  const shown = useColumns(props);
  const { list, total } = found;
  const rows = useRows(found.rows);
  const copyLink = useCopyLink();
  const table = useRef<TableHandle>(null);
  const triage = useTriage({ rights, filters, selection, table });
  return (
    <>
      <div className="max-sm:-mx-4">
        <DataTable
          virtual
          keepsPlace
          handle={table}
          returnTo={takeLastFinding}
          rowHeight={ROW_HEIGHT}
          label="Findings"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={shown}
          renderCard={renderCard}
          sort={sortOf(filters.sort)}
          onSort={({ direction }) =>
            onFilters((now) => ({ ...now, sort: direction === 'desc' ? 'opened' : '-opened' }))
          }
          selection={selection.ids}
          onSelectionChange={selection.change}
          onOpen={(row) => onOpen(row.url)}
          shortcuts={[...triage.shortcuts, { keys: 'y', label: 'Copy link', run: copyLink }]}
          pending={list.isPlaceholderData}
          {...(total === null || total.relation === 'at_least' ? {} : { totalRows: total.value })}
        />
      </div>
      <More found={found} />
      <Selected rows={rows} total={total} selection={selection} rights={rights} triage={triage} />
      <TriageLayers triage={triage} rights={rights} selection={selection} />
    </>
  );
}

export function FindingList(props: FindingListProps) {
  const { found, filters, onFilters } = props;
  const { list, rows } = found;
  const clear = () => onFilters(cleared);
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
  if (rows.length === 0)
    return <NothingFound filtered={filtered} watched={filters.watched !== undefined} onClear={clear} />;
  return <Table {...props} />;
}
