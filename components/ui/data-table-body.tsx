'use client';

import { useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';

export interface BodyHandle {
  /** Scrolls as far as it takes to see the row. */
  reveal: (index: number) => void;
  /** Where a row begins, in pixels from the document's top; an estimate for a row that is not in the page. */
  startOf: (index: number) => number;
}

export interface BodyProps {
  count: number;
  keyOf: (index: number) => string;
  renderRow: (index: number, measure?: Ref<HTMLTableRowElement>) => ReactNode;
  handle: Ref<BodyHandle>;
  rowHeight?: number;
}

// Sticky top bar and table head above, bulk bar below: a revealed row must not hide under them.
const HEAD = 48 + 36 + 8;
const FOOT = 72;
const ROW = 37;

function reach(element: Element | null): void {
  if (element === null) return;
  const { top, bottom } = element.getBoundingClientRect();
  if (top < HEAD) window.scrollBy({ top: top - HEAD });
  else if (bottom > window.innerHeight - FOOT) window.scrollBy({ top: bottom - window.innerHeight + FOOT });
}

function topOf(element: Element | null): number {
  return element === null ? 0 : element.getBoundingClientRect().top + window.scrollY;
}

export function PlainBody({ count, renderRow, handle }: BodyProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  useImperativeHandle(handle, () => ({
    reveal: (index) => reach(body.current?.querySelector(`[data-index="${index}"]`) ?? null),
    startOf: (index) => topOf(body.current?.querySelector(`[data-index="${index}"]`) ?? null),
  }));
  return (
    <tbody ref={body} className="max-sm:block">
      {Array.from({ length: count }, (_, index) => renderRow(index))}
    </tbody>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="max-sm:block" style={{ height }}>
      <td className="p-0" />
    </tr>
  );
}

/** Where the body begins in the document, kept up to date as things above it grow or shrink. */
function useDocumentTop(body: { current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current === null) return;
    const next = Math.round(topOf(body.current));
    if (next !== top) setTop(next);
  });
  return top;
}

/** The page itself scrolls; rows out of view are two spacers, so the table stays a table. */
export function VirtualBody({ count, keyOf, renderRow, handle, rowHeight = ROW }: BodyProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const scrollMargin = useDocumentTop(body);
  const virtualizer: Virtualizer<Window, HTMLTableRowElement> = useWindowVirtualizer<HTMLTableRowElement>({
    count,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 12,
    scrollMargin,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: FOOT,
    // The server has no window: it renders the rows of a usual one, and the browser's first render does the same.
    initialRect: { width: 1280, height: 900 },
    initialOffset: 0,
  });
  useImperativeHandle(handle, () => ({
    reveal: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    startOf: (index) =>
      topOf(body.current) + (virtualizer.measurementsCache[index]?.start ?? scrollMargin) - scrollMargin,
  }));
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  return (
    <tbody ref={body} className="max-sm:block">
      <Spacer height={first === undefined ? 0 : first.start - scrollMargin} />
      {items.map((item) => renderRow(item.index, virtualizer.measureElement))}
      <Spacer height={last === undefined ? 0 : virtualizer.getTotalSize() - (last.end - scrollMargin)} />
    </tbody>
  );
}
