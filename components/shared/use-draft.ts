'use client';

import { useSyncExternalStore } from 'react';
import { changeDraft, type DraftFields, readDraft, typedEarly } from './draft.ts';

const PREFIX = 'plumbline-draft:';

/** What was read or written so far: the browser may allow no storage. */
const memory = new Map<string, string | null>();
const listeners = new Set<() => void>();

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keptUnder(key: string): string | null {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const text = stored(key);
  memory.set(key, text);
  return text;
}

function keep(key: string, text: string | null): void {
  memory.set(key, text);
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Then it is kept as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface UseDraft<T extends DraftFields> {
  /** What the form shows: the saved values, with what was typed over them. */
  values: T;
  /** Whether anything differs from what is saved. */
  isChanged: boolean;
  /** For every keystroke: `set({ name: event.target.value })`. */
  set: (change: Partial<T>) => void;
  /** For a form that the server renders, whose inputs have the fields' names: `<form ref={draft.adopt}>` keeps what was typed before the page was ready. */
  adopt: (form: HTMLFormElement | null) => void;
  /** After saving, or to go back to the saved values. */
  forget: () => void;
}

/**
 * The fields of a form, so that nothing typed is lost: newer saved values change only fields that nobody has touched, and
 * a refusal, a lost connection, an ended session, a closed dialog or a reload keep what was typed, in this tab, until
 * `forget`. `name` says which form it is, and of what ("settings of acme/web"). Never for passwords or tokens.
 */
export function useDraft<T extends DraftFields>(name: string, saved: T): UseDraft<T> {
  const key = PREFIX + name;
  // The server knows no drafts: the first render shows what is saved.
  const text = useSyncExternalStore(
    subscribe,
    () => keptUnder(key),
    () => null,
  );
  const typed = readDraft(saved, text);
  const values = { ...saved, ...typed };
  const set = (change: Partial<T>): void => {
    const next = changeDraft(saved, readDraft(saved, keptUnder(key)), change);
    keep(key, Object.keys(next).length === 0 ? null : JSON.stringify(next));
  };
  return {
    values,
    isChanged: Object.keys(changeDraft(saved, {}, values)).length > 0,
    set,
    adopt: (form) => {
      const early = form === null ? {} : typedEarly<T>(values, new FormData(form));
      if (Object.keys(early).length > 0) set(early);
    },
    forget: () => keep(key, null),
  };
}
