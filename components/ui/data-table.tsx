'use client';

import { type Ref, type RefObject, useCallback, useMemo, useRef, useTransition } from 'react';
import { cn } from './cn.ts';
import { type BodyHandle, PlainBody, VirtualBody } from './data-table-body.tsx';
import { useRowClicks } from './data-table-clicks.ts';
import { useCursor } from './data-table-cursor.ts';
import { TableHeadRow } from './data-table-head.tsx';
import { useRowKeys } from './data-table-keys.ts';
import { usePlace } from './data-table-place.ts';
import { RowView } from './data-table-row.tsx';
import type { DataTableProps } from './data-table-types.ts';
import { changeSelection, selectionOf } from './selection.ts';

export type { DataColumn, DataTableProps, Sort, TableHandle } from './data-table-types.ts';

const NOTHING: ReadonlySet<string> = new Set();
const TABLE = 'w-full table-fixed border-collapse text-13 transition-opacity max-sm:block';

/** Selection by the ids of rows; null where nothing can be selected. */
function useSelecting<T>(ids: readonly string[], { selection = NOTHING, onSelectionChange }: DataTableProps<T>) {
  const anchor = useRef<string | null>(null);
  if (onSelectionChange === undefined) return null;
  const state = selectionOf(selection, ids);
  return {
    state,
    toggleAll: () => onSelectionChange(changeSelection(selection, ids, state !== true)),
    /** With `range` (Shift) all rows from the one before to this one. */
    toggle: (index: number, range = false) => {
      const id = ids[index];
      if (id === undefined) return;
      const before = range && anchor.current !== null ? ids.indexOf(anchor.current) : -1;
      const from = before < 0 ? index : before;
      anchor.current = id;
      const some = ids.slice(Math.min(from, index), Math.max(from, index) + 1);
      onSelectionChange(changeSelection(selection, some, !selection.has(id)));
    },
  };
}

/** Opens rows; `isOpening` while the screen of one is not here yet. */
function useOpening<T>({ rows, onOpen }: DataTableProps<T>, activate: (index: number) => void) {
  const [isOpening, start] = useTransition();
  const open = (index: number) => {
    const row = rows[index];
    if (row === undefined || onOpen === undefined) return;
    activate(index);
    start(() => onOpen(row));
  };
  return { isOpening, open };
}

function useKeptPlace<T>(
  { keepsPlace = false, returnTo }: DataTableProps<T>,
  ids: readonly string[],
  table: RefObject<HTMLTableElement | null>,
  body: RefObject<BodyHandle | null>,
  cursor: number,
  onCursor: (index: number) => void,
): void {
  usePlace({
    on: keepsPlace,
    table,
    ids,
    cursor,
    onCursor,
    returnTo,
    reveal: (index) => body.current?.reveal(index),
    startOf: (index) => body.current?.startOf(index) ?? 0,
  });
}

/**
 * A list of things as a table (cards under 640 px): sticky head, sorting by the server, selection, and the
 * keyboard: j, k, Enter, x, Shift with x. The page scrolls, not the table; no ancestor may have `overflow: auto`.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, rows, rowId, columns, virtual = false, totalRows } = props;
  const table = useRef<HTMLTableElement>(null);
  const body = useRef<BodyHandle>(null);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  // The same function as long as the rows are the same: for another one all rows are measured anew, at every step.
  const keyOf = useCallback((index: number) => ids[index] ?? String(index), [ids]);
  const { index: cursor, token, activate, move, claimFocus } = useCursor(ids, body, props.handle);
  const selecting = useSelecting(ids, props);
  const { isOpening, open } = useOpening(props, activate);
  useRowKeys(props, { table, cursor, move, open, toggle: (index, range) => selecting?.toggle(index, range) });
  useRowClicks(table, props.onOpen === undefined ? null : open);
  useKeptPlace(props, ids, table, body, cursor, activate);
  const isBusy = isOpening || props.pending === true;
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const row = rows[index];
    if (row === undefined) return null;
    const here = cursor === index;
    return (
      <RowView
        key={rowId(row)}
        row={row}
        index={index}
        name={props.rowName?.(row) ?? rowId(row)}
        columns={columns}
        renderCard={props.renderCard}
        phoneGrid={props.phoneGrid}
        active={here}
        opens={props.onOpen !== undefined}
        focusToken={here ? token : 0}
        claimFocus={claimFocus}
        selected={selecting !== null && (props.selection ?? NOTHING).has(rowId(row))}
        onToggle={selecting?.toggle ?? null}
        onActivate={activate}
        {...(measure === undefined ? {} : { measure })}
      />
    );
  };
  const Body = virtual ? VirtualBody : PlainBody;
  return (
    <table
      ref={table}
      aria-label={label}
      aria-busy={isBusy}
      aria-rowcount={(totalRows ?? rows.length) + 1}
      className={cn(TABLE, isBusy && 'opacity-60')}
    >
      <TableHeadRow
        label={label}
        columns={columns}
        sort={props.sort ?? null}
        onSort={props.onSort ?? null}
        allSelected={selecting?.state ?? null}
        onToggleAll={() => selecting?.toggleAll()}
      />
      <Body
        count={rows.length}
        keyOf={keyOf}
        renderRow={renderRow}
        handle={body}
        {...(props.rowHeight === undefined ? {} : { rowHeight: props.rowHeight })}
      />
    </table>
  );
}
