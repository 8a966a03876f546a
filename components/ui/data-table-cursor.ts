'use client';

import { type Ref, type RefObject, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import type { BodyHandle } from './data-table-body.tsx';
import type { TableHandle } from './data-table-types.ts';

interface Cursor {
  /** Null before the first move. */
  id: string | null;
  /** Where the row was: its place goes on when the row itself has left the list. */
  index: number;
  /** Grows with every move of the keyboard. */
  token: number;
}

/** Where the cursor is among these rows, which may be others than when it was put there. */
export function placeOf({ id, index }: Pick<Cursor, 'id' | 'index'>, ids: readonly string[]): number {
  if (id === null || ids.length === 0) return -1;
  if (ids[index] === id) return index;
  const at = ids.indexOf(id);
  return at >= 0 ? at : Math.min(index, ids.length - 1);
}

/** The row under the keyboard. It stays on its row when others come and go, and on its place when the row itself goes. */
export function useCursor(ids: readonly string[], body: RefObject<BodyHandle | null>, handle?: Ref<TableHandle>) {
  const [cursor, setCursor] = useState<Cursor>({ id: null, index: -1, token: 0 });
  const claimed = useRef(0);
  const latest = useRef(ids);
  useEffect(() => {
    latest.current = ids;
  });
  const index = placeOf(cursor, ids);
  const id = ids[index] ?? null;
  const activate = useCallback(
    (to: number) =>
      setCursor((was) => {
        const next = latest.current[to] ?? null;
        return was.id === next && was.index === to ? was : { id: next, index: to, token: 0 };
      }),
    [],
  );
  const move = (to: number) => {
    if (ids.length === 0) return;
    const next = Math.max(0, Math.min(ids.length - 1, to));
    body.current?.reveal(next);
    setCursor(() => ({ id: ids[next] ?? null, index: next, token: claimed.current + 1 }));
  };
  useEffect(() => {
    if (id === cursor.id || cursor.id === null) return;
    // The row is gone: its place is another one's now, which takes the focus only if nothing else has it.
    const token = document.activeElement === document.body ? claimed.current + 1 : 0;
    setCursor({ id, index, token });
  }, [id, index, cursor.id]);
  useImperativeHandle(handle, () => ({
    goOn: (after) => {
      if (index >= 0) move(after !== null && after === id ? index + 1 : index);
    },
  }));
  const claimFocus = useCallback((token: number) => {
    if (token <= claimed.current) return false;
    claimed.current = token;
    return true;
  }, []);
  return { index, token: cursor.id === id ? cursor.token : 0, activate, move, claimFocus };
}
