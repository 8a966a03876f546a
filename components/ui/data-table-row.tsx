'use client';

import { type MouseEvent, memo, type ReactNode, type Ref, useEffect, useRef } from 'react';
import { Checkbox } from './checkbox.tsx';
import { cn } from './cn.ts';
import type { DataColumn } from './data-table-types.ts';

export const HIDE = { md: 'sm:max-md:hidden', lg: 'sm:max-lg:hidden', xl: 'sm:max-xl:hidden' } as const;

export interface RowViewProps<T> {
  row: T;
  index: number;
  name: string;
  columns: readonly DataColumn<T>[];
  renderCard: ((row: T) => ReactNode) | undefined;
  phoneGrid: string | undefined;
  active: boolean;
  /** A click opens it. */
  opens: boolean;
  /** Changes when the keyboard moved here and the row should take the focus. */
  focusToken: number;
  /** Whether this move still waits for the focus: a row that scrolls back into view must not take it once more. */
  claimFocus: (token: number) => boolean;
  selected: boolean;
  onToggle: ((index: number, range: boolean) => void) | null;
  onActivate: (index: number) => void;
  measure?: Ref<HTMLTableRowElement>;
}

function SelectBox({
  name,
  selected,
  onToggle,
}: {
  name: string;
  selected: boolean;
  onToggle: (range: boolean) => void;
}) {
  return (
    <Checkbox
      aria-label={`Select ${name}`}
      checked={selected}
      onClick={(event: MouseEvent) => onToggle(event.shiftKey)}
    />
  );
}

const CELL = { table: 'h-(--row) truncate px-2', wide: 'sm:h-(--row) sm:truncate sm:px-2' };
const NUMERIC = { table: ' text-right tabular-nums', wide: ' sm:text-right' };

/** Beside a card the cells are for wide screens alone; without one they are the card, in the grid of their row. */
function cellClass<T>({ numeric, hideBelow, phone }: DataColumn<T>, isCard: boolean): string {
  const on = isCard ? 'wide' : 'table';
  const hidden = !isCard || phone === undefined ? ' max-sm:hidden' : ` ${phone}`;
  return `${CELL[on]}${numeric === true ? NUMERIC[on] : ''}${hidden}${hideBelow === undefined ? '' : ` ${HIDE[hideBelow]}`}`;
}

const ROW = 'border-b transition-colors hover:bg-side focus-visible:-outline-offset-2';
// Focus goes through it as it is seen.
const GRID =
  'max-sm:grid max-sm:items-start max-sm:gap-x-3 max-sm:gap-y-1.5 max-sm:px-4 max-sm:py-2.5 max-sm:[reading-flow:grid-rows]';

function Row<T>(props: RowViewProps<T>) {
  const { row, index, name, columns, renderCard, phoneGrid, active, opens, focusToken, claimFocus, selected } = props;
  const { onToggle, onActivate, measure } = props;
  const element = useRef<HTMLTableRowElement | null>(null);
  useEffect(() => {
    if (focusToken > 0 && claimFocus(focusToken)) element.current?.focus({ preventScroll: true });
  }, [focusToken, claimFocus]);
  const isCard = phoneGrid !== undefined;
  const box =
    onToggle === null ? null : (
      <SelectBox name={name} selected={selected} onToggle={(range) => onToggle(index, range)} />
    );
  return (
    <tr
      ref={(node) => {
        element.current = node;
        if (typeof measure === 'function') measure(node);
      }}
      data-index={index}
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={onToggle === null ? undefined : selected}
      onFocus={() => onActivate(index)}
      className={cn(
        ROW,
        isCard ? `${GRID} ${phoneGrid}` : 'max-sm:flex max-sm:items-start',
        opens && 'cursor-pointer',
        active && 'bg-side',
        selected && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      {box === null ? null : (
        <td
          data-select
          className="h-(--row) cursor-default px-2 align-middle max-sm:pt-1 max-sm:pl-4 [&>button]:block max-sm:[&>button]:mt-3"
        >
          {box}
        </td>
      )}
      {columns.map((column) => (
        <td key={column.id} className={cellClass(column, isCard)}>
          {column.cell(row)}
        </td>
      ))}
      {renderCard === undefined ? null : (
        <td className={cn('min-w-0 flex-1 py-2.5 pr-4 sm:hidden', box === null && 'pl-4')}>{renderCard(row)}</td>
      )}
    </tr>
  );
}

/**
 * One `tr` for both shapes: cells from 640 px, one card cell or the same cells below; so server and browser always agree. Drawn again only
 * when something of it changed: a key that moves the cursor concerns two rows.
 */
export const RowView = memo(Row) as typeof Row;
