'use client';

import { type RefObject, useEffect, useRef } from 'react';

const ACTS_ITSELF = 'a, button, input, label, select, summary, [data-select]';

/** The row that a click means: not when it hit a link or a button, or ended a selection of text. */
function rowOf(event: MouseEvent): HTMLElement | null {
  const { target } = event;
  if (event.defaultPrevented || event.button !== 0 || !(target instanceof Element)) return null;
  if (target.closest(ACTS_ITSELF) !== null || window.getSelection()?.isCollapsed === false) return null;
  return target.closest<HTMLElement>('tr[data-index]');
}

/** A click anywhere on a row opens it; with a modifier key in a new tab, as its link would. */
export function useRowClicks(table: RefObject<HTMLTableElement | null>, open: ((index: number) => void) | null): void {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    const element = table.current;
    const listen = (event: MouseEvent) => {
      const row = latest.current === null ? null : rowOf(event);
      if (row === null) return;
      const link = row.querySelector<HTMLAnchorElement>('a[href]');
      if (link !== null && (event.metaKey || event.ctrlKey || event.shiftKey))
        window.open(link.href, '_blank', 'noopener');
      else latest.current?.(Number(row.dataset.index));
    };
    element?.addEventListener('click', listen);
    return () => element?.removeEventListener('click', listen);
  }, [table]);
}
