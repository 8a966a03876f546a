'use client';

import { type ColumnDef, type RowData, rowSelectionFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { type Ref, useCallback, useMemo, useRef, useState } from 'react';
import { cn } from './cn.ts';
import { type BodyHandle, PlainBody, VirtualBody } from './data-table-body.tsx';
import { TableHeadRow } from './data-table-head.tsx';
import { RowView } from './data-table-row.tsx';
import type { DataTableProps } from './data-table-types.ts';
import { type Shortcut, useShortcuts } from './shortcuts.tsx';

export type { DataColumn, DataTableProps, Sort } from './data-table-types.ts';

const features = tableFeatures({ rowSelectionFeature });
const NOTHING: ReadonlySet<string> = new Set();
const TABLE = 'w-full table-fixed border-collapse text-13 transition-opacity max-sm:block';

function useModel<T extends RowData>({
  rows,
  columns,
  rowId,
  selection = NOTHING,
  onSelectionChange,
}: DataTableProps<T>) {
  const definitions = useMemo(
    () => columns.map((column): ColumnDef<typeof features, T> => ({ id: column.id, meta: { column } })),
    [columns],
  );
  const rowSelection = useMemo(() => Object.fromEntries([...selection].map((id) => [id, true as const])), [selection]);
  return useTable<typeof features, T>({
    features,
    columns: definitions,
    data: rows as T[],
    getRowId: rowId,
    enableRowSelection: onSelectionChange !== undefined,
    state: { rowSelection },
    onRowSelectionChange: (updater) => {
      const next = typeof updater === 'function' ? updater(rowSelection) : updater;
      onSelectionChange?.(new Set(Object.keys(next)));
    },
  });
}

interface Cursor {
  index: number;
  /** Grows with every move of the keyboard. */
  token: number;
}

function useRowKeys<T extends RowData>(
  props: DataTableProps<T>,
  cursor: Cursor,
  move: (index: number) => void,
  toggle: (index: number) => void,
) {
  const { label, rows, rowId, selection = NOTHING, onSelectionChange, onOpen, shortcuts = [] } = props;
  const current = rows[cursor.index];
  const targets = () => {
    const chosen = rows.filter((row) => selection.has(rowId(row)));
    return chosen.length > 0 || current === undefined ? chosen : [current];
  };
  const list: Shortcut[] = [
    { keys: 'j', label: 'Next row', run: () => move(cursor.index + 1) },
    { keys: 'k', label: 'Previous row', run: () => move(cursor.index - 1) },
  ];
  if (onOpen !== undefined) {
    list.push({
      keys: 'Enter',
      label: 'Open',
      enabled: current !== undefined,
      run: () => current !== undefined && onOpen(current),
    });
  }
  if (onSelectionChange !== undefined) {
    list.push({ keys: 'x', label: 'Select', enabled: current !== undefined, run: () => toggle(cursor.index) });
    list.push({
      keys: 'Escape',
      label: 'Clear selection',
      enabled: selection.size > 0,
      run: () => onSelectionChange(new Set()),
    });
  }
  for (const shortcut of shortcuts) {
    list.push({
      keys: shortcut.keys,
      label: shortcut.label,
      enabled: targets().length > 0,
      run: () => shortcut.run(targets()),
    });
  }
  useShortcuts(label, list);
}

function useSelecting<T extends RowData>({ rows, rowId, selection = NOTHING, onSelectionChange }: DataTableProps<T>) {
  const anchor = useRef<number | null>(null);
  return (index: number, range = false) => {
    const row = rows[index];
    if (row === undefined || onSelectionChange === undefined) return;
    const next = new Set(selection);
    const on = !next.has(rowId(row));
    const from = range && anchor.current !== null ? anchor.current : index;
    for (const other of rows.slice(Math.min(from, index), Math.max(from, index) + 1)) {
      if (on) next.add(rowId(other));
      else next.delete(rowId(other));
    }
    anchor.current = index;
    onSelectionChange(next);
  };
}

function useCursor(count: number, body: { current: BodyHandle | null }) {
  const [cursor, setCursor] = useState<Cursor>({ index: -1, token: 0 });
  const activate = useCallback(
    (index: number) => setCursor((was) => (was.index === index ? was : { index, token: 0 })),
    [],
  );
  const move = (to: number) => {
    if (count === 0) return;
    const index = Math.max(0, Math.min(count - 1, to));
    body.current?.reveal(index);
    setCursor((was) => ({ index, token: was.token + 1 }));
  };
  return { cursor, activate, move };
}

/**
 * A list of things as a table (cards under 640 px): sticky head, sorting by the server, selection, and the
 * keyboard: j, k, Enter, x. The page scrolls, not the table; no ancestor may have `overflow: auto`.
 */
export function DataTable<T extends RowData>(props: DataTableProps<T>) {
  const { label, columns, virtual = false, pending = false, totalRows } = props;
  const table = useModel(props);
  const rows = table.getRowModel().rows;
  const body = useRef<BodyHandle>(null);
  const { cursor, activate, move } = useCursor(rows.length, body);
  const toggle = useSelecting(props);
  useRowKeys(props, cursor, move, toggle);
  const selectable = props.onSelectionChange !== undefined;
  const someSelected = table.getIsSomeRowsSelected() ? 'indeterminate' : false;
  const renderRow = (index: number, measure?: Ref<HTMLTableRowElement>) => {
    const row = rows[index];
    if (row === undefined) return null;
    const here = cursor.index === index;
    return (
      <RowView
        key={row.id}
        row={row.original}
        index={index}
        name={props.rowName?.(row.original) ?? row.id}
        columns={columns}
        renderCard={props.renderCard}
        active={here}
        focusToken={here ? cursor.token : 0}
        selected={row.getIsSelected()}
        onToggle={selectable ? toggle : null}
        onActivate={activate}
        {...(measure === undefined ? {} : { measure })}
      />
    );
  };
  const Body = virtual ? VirtualBody : PlainBody;
  return (
    <table
      aria-label={label}
      aria-busy={pending}
      aria-rowcount={(totalRows ?? rows.length) + 1}
      className={cn(TABLE, pending && 'opacity-60')}
    >
      <TableHeadRow
        label={label}
        columns={columns}
        sort={props.sort ?? null}
        onSort={props.onSort ?? null}
        allSelected={selectable ? table.getIsAllRowsSelected() || someSelected : null}
        onToggleAll={() => table.toggleAllRowsSelected()}
      />
      <Body
        count={rows.length}
        keyOf={(index) => rows[index]?.id ?? String(index)}
        renderRow={renderRow}
        handle={body}
      />
    </table>
  );
}
