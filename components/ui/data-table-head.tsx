'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { Checkbox } from './checkbox.tsx';
import { cn } from './cn.ts';
import { HIDE } from './data-table-row.tsx';
import type { DataColumn, Sort } from './data-table-types.ts';

function SortButton<T>({
  column,
  sort,
  onSort,
}: {
  column: DataColumn<T>;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
}) {
  const current = sort?.id === column.id ? sort.direction : null;
  const next = current === 'desc' ? 'asc' : 'desc';
  return (
    <button
      type="button"
      onClick={() => onSort({ id: column.id, direction: next })}
      className={cn(
        'inline-flex h-9 items-center gap-1 rounded-[3px] transition-colors hover:text-ink focus-visible:-outline-offset-2',
        column.numeric === true && 'flex-row-reverse',
        current !== null && 'text-ink',
      )}
    >
      {column.header}
      {current === 'asc' ? <ArrowUp aria-hidden className="size-3" /> : null}
      {current === 'desc' ? <ArrowDown aria-hidden className="size-3" /> : null}
    </button>
  );
}

export interface HeadProps<T> {
  label: string;
  columns: readonly DataColumn<T>[];
  sort: Sort | null;
  onSort: ((sort: Sort) => void) | null;
  /** null: nothing can be selected. */
  allSelected: boolean | 'indeterminate' | null;
  onToggleAll: () => void;
}

export function TableHeadRow<T>({ label, columns, sort, onSort, allSelected, onToggleAll }: HeadProps<T>) {
  return (
    <thead className="sticky top-(--top-bar) z-10 bg-ground max-sm:hidden">
      <tr aria-rowindex={1} className="shadow-[inset_0_-1px_0_var(--n-6)]">
        {allSelected === null ? null : (
          <th scope="col" className="h-9 w-8 px-2 [&>button]:block">
            <Checkbox
              aria-label={`Select all loaded ${label.toLowerCase()}`}
              checked={allSelected}
              onClick={onToggleAll}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            style={column.width === undefined ? undefined : { width: column.width }}
            aria-sort={sort?.id === column.id ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined}
            className={cn(
              'h-9 truncate px-2 text-left font-medium text-12 text-faint',
              column.numeric === true && 'text-right',
              column.hideBelow !== undefined && HIDE[column.hideBelow],
            )}
          >
            {column.sortable === true && onSort !== null ? (
              <SortButton column={column} sort={sort} onSort={onSort} />
            ) : (
              <span className={column.hiddenHeader === true ? 'sr-only' : undefined}>{column.header}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}
