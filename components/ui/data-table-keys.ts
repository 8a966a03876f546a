'use client';

import type { RefObject } from 'react';
import type { DataTableProps } from './data-table-types.ts';
import { type Shortcut, useShortcuts } from './shortcuts.tsx';

export interface RowActions {
  table: RefObject<HTMLElement | null>;
  /** Of the row under the keyboard; -1 before the first move. */
  cursor: number;
  move: (index: number) => void;
  toggle: (index: number, range: boolean) => void;
  open: (index: number) => void;
}

/** `x` and, from the row before to this one, Shift with it. */
function selectKeys<T>(props: DataTableProps<T>, { cursor, toggle }: RowActions): Shortcut[] {
  const { rows, selection, onSelectionChange } = props;
  if (onSelectionChange === undefined) return [];
  const enabled = rows[cursor] !== undefined;
  return [
    { keys: 'x', label: 'Select', enabled, run: () => toggle(cursor, false) },
    { keys: 'X', label: 'Select all from the last one to here', enabled, run: () => toggle(cursor, true) },
    {
      keys: 'Escape',
      label: 'Clear selection',
      enabled: selection !== undefined && selection.size > 0,
      run: () => onSelectionChange(new Set()),
    },
  ];
}

/** The keys of a table: to go through its rows, open and select them, and those that the screen adds. */
export function useRowKeys<T>(props: DataTableProps<T>, actions: RowActions): void {
  const { label, rows, rowId, selection = new Set<string>(), onOpen, shortcuts = [] } = props;
  const { table, cursor, move, open } = actions;
  const current = rows[cursor];
  const targets = () => {
    const chosen = rows.filter((row) => selection.has(rowId(row)));
    return chosen.length > 0 || current === undefined ? chosen : [current];
  };
  const [next, previous] = [() => move(cursor + 1), () => move(cursor - 1)];
  const list: Shortcut[] = [
    { keys: 'j', label: 'Next row', run: next },
    { keys: 'k', label: 'Previous row', run: previous },
    // Elsewhere they scroll.
    { keys: 'ArrowDown', label: 'Next row', within: table, run: next },
    { keys: 'ArrowUp', label: 'Previous row', within: table, run: previous },
  ];
  if (onOpen !== undefined) {
    list.push({ keys: 'Enter', label: 'Open', enabled: current !== undefined, run: () => open(cursor) });
  }
  list.push(...selectKeys(props, actions));
  for (const shortcut of shortcuts) {
    list.push({
      keys: shortcut.keys,
      label: shortcut.label,
      enabled: selection.size > 0 || current !== undefined,
      run: () => shortcut.run(targets()),
    });
  }
  useShortcuts(label, list);
}
