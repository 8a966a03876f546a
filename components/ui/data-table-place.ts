'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** Where a person was in a list: the row under the keyboard, and the topmost row with its distance to the window's top. */
interface Place {
  cursor: string | null;
  row: string;
  top: number;
}

// Of Next's own state in the entry; ours stands beside it.
const NAME = 'plumblinePlace';
// Below the top bar and the table's head.
const TOP = 48 + 36;

function readPlace(): Place | null {
  const state: unknown = window.history.state;
  if (typeof state !== 'object' || state === null || !(NAME in state)) return null;
  return state[NAME] as Place;
}

/** The history's entry holds the place, so that Back and reload find it, and a new visit begins at the top. */
function writePlace(place: Place): void {
  window.history.replaceState({ ...window.history.state, [NAME]: place }, '');
}

function topRow(table: HTMLElement): HTMLElement | undefined {
  const rows = [...table.querySelectorAll<HTMLElement>('tr[data-index]')];
  return rows.find((row) => row.getBoundingClientRect().bottom > TOP);
}

export interface PlaceProps {
  /** False: nothing is kept. */
  on: boolean;
  table: RefObject<HTMLTableElement | null>;
  ids: readonly string[];
  cursor: number;
  returnTo: (() => string | null) | undefined;
  /** Scrolls as far as it takes to see the row. */
  reveal: (index: number) => void;
  /** Puts the keyboard on a row without moving the view. */
  onCursor: (index: number) => void;
  /** Where a row begins, in pixels from the document's top; an estimate for a row that is not in the page. */
  startOf: (index: number) => number;
}

/** Brings the list back to where it was left; later the person decides. */
function useRestoredPlace(props: PlaceProps): void {
  const first = useRef(props);
  const { table } = props;
  useLayoutEffect(() => {
    const { on, ids, returnTo, onCursor, reveal, startOf } = first.current;
    const place = on ? readPlace() : null;
    if (place === null) return;
    const under =
      [returnTo?.() ?? '', place.cursor ?? ''].map((id) => ids.indexOf(id)).find((index) => index >= 0) ?? -1;
    if (under >= 0) onCursor(under);
    const at = ids.indexOf(place.row);
    if (at < 0) return;
    window.scrollTo({ top: startOf(at) - place.top });
    const element = table.current;
    const correct = () => {
      const row = element?.querySelector(`[data-index="${at}"]`);
      if (row) window.scrollBy({ top: row.getBoundingClientRect().top - place.top });
      if (under >= 0) reveal(under);
    };
    // Only in the frame after the next one the row itself is in the page, and its place is exact.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(correct);
    });
    return () => cancelAnimationFrame(frame);
  }, [table]);
}

/** Keeps and restores the place in the list. */
export function usePlace(props: PlaceProps): void {
  const { on, table, cursor } = props;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useRestoredPlace(props);
  useEffect(() => {
    if (!on) return;
    const element = table.current;
    const save = () => {
      const { ids } = latest.current;
      const row = element === null ? undefined : topRow(element);
      const id = ids[Number(row?.dataset.index)];
      if (row === undefined || id === undefined) return;
      writePlace({ cursor: ids[cursor] ?? null, row: id, top: row.getBoundingClientRect().top });
    };
    // A list that was never scrolled nor touched has no place to keep.
    if (cursor >= 0) save();
    window.addEventListener('scrollend', save);
    return () => window.removeEventListener('scrollend', save);
  }, [on, table, cursor]);
}
