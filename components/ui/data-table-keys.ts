'use client';

import type { DataTableProps } from './data-table-types.ts';
import { type Shortcut, useShortcuts } from './shortcuts.tsx';

/** The row that the keyboard has selected; `index` is -1 before the first move. */
export interface Cursor {
  index: number;
  /** Grows with every move of the keyboard. */
  token: number;
}

export interface RowActions {
  cursor: Cursor;
  move: (index: number) => void;
  toggle: (index: number) => void;
  open: (index: number) => void;
}

/** The keys of a table: to go through its rows, open and select them, and those that the screen adds. */
export function useRowKeys<T>(props: DataTableProps<T>, { cursor, move, toggle, open }: RowActions): void {
  const { label, rows, rowId, selection = new Set<string>(), onSelectionChange, onOpen, shortcuts = [] } = props;
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
    list.push({ keys: 'Enter', label: 'Open', enabled: current !== undefined, run: () => open(cursor.index) });
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
