import type { ReactNode, Ref } from 'react';

export interface DataColumn<T> {
  id: string;
  header: ReactNode;
  cell: (row: T) => ReactNode;
  /** Right-aligned, tabular. */
  numeric?: boolean;
  /** Any CSS width; columns without one share what is left. */
  width?: string;
  /** Not shown on narrower screens (768, 1024 or 1280 px). */
  hideBelow?: 'md' | 'lg' | 'xl';
  /** The head becomes a button; needs `onSort`. */
  sortable?: boolean;
  /** The head is spoken only (a column of marks). */
  hiddenHeader?: boolean;
  /** Under 640 px, in a table with `phoneGrid`: classes that place the cell in that grid. Without them it is not there. */
  phone?: string;
}

export interface Sort {
  id: string;
  direction: 'asc' | 'desc';
}

export interface RowShortcut<T> {
  keys: string;
  label: string;
  /** The selected rows, or the row under the keyboard when nothing is selected. */
  run: (rows: T[]) => void;
}

/** What a screen does to the keyboard's row. */
export interface TableHandle {
  /** Puts the keyboard back on its row; on the one after it, if it is still on the row with this id. */
  goOn: (after: string | null) => void;
}

export interface DataTableProps<T> {
  handle?: Ref<TableHandle>;
  /** Names the table: "Findings". */
  label: string;
  rows: readonly T[];
  rowId: (row: T) => string;
  /** Keep it stable (module scope or useMemo). */
  columns: readonly DataColumn<T>[];
  /** The row as two lines, under 640 px; this or `phoneGrid`. */
  renderCard?: ((row: T) => ReactNode) | undefined;
  /**
   * Columns of the grid that a row is under 640 px: its cells stand there as their columns' `phone` says. That draws each row once and
   * not twice, for tables with much in a row. Not together with a selection.
   */
  phoneGrid?: string;
  /** Only the rows near the view are in the page; for lists beyond some hundred rows. */
  virtual?: boolean;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** Ids; with `onSelectionChange` a checkbox column appears. */
  selection?: ReadonlySet<string>;
  onSelectionChange?: (selection: Set<string>) => void;
  /** The row's name in its checkbox's label: "acme/web#412"; the id by default. */
  rowName?: (row: T) => string;
  /** Enter on a row, or a click beside its links and buttons. */
  onOpen?: (row: T) => void;
  /** Height of most rows in pixels, for `virtual`: 37 where a row is one line. */
  rowHeight?: number;
  /** Back to this list shows the same rows again, with the keyboard on the same one. For one table of a screen. */
  keepsPlace?: boolean;
  /** With `keepsPlace`: the row for the keyboard after Back, where it is another one than was left. */
  returnTo?: () => string | null;
  shortcuts?: readonly RowShortcut<T>[];
  /** Newer rows are being loaded: the old ones stay, dimmed. */
  pending?: boolean;
  /** All rows there are, when more than `rows` (for screen readers). */
  totalRows?: number;
}
