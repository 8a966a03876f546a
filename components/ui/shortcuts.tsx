'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `j`, `Enter`, `?`, a letter with Shift `X`, a sequence `g t`, or with the platform's command key `mod+k`. */
  keys: string;
  /** What it does, for the help dialog. */
  label: string;
  run: () => void;
  /** False: listed, but does nothing now. */
  enabled?: boolean;
  /** Heard only while the focus is in there: for keys that mean something else elsewhere. */
  within?: RefObject<HTMLElement | null>;
}

interface Registration {
  group: string;
  read: () => readonly Shortcut[];
}

const registrations = new Set<Registration>();
const STORAGE_KEY = 'plumbline-single-keys';
const SEQUENCE_MS = 900;

/** Adds shortcuts while the component is shown; of two with the same keys the younger wins. */
export function useShortcuts(group: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const registration = { group, read: () => latest.current };
    registrations.add(registration);
    return () => {
      registrations.delete(registration);
    };
  }, [group]);
}

let pauses = 0;

/**
 * While true, no shortcut is heard: between the key that opens a dialog and the moment that it is there, whoever types on
 * means the dialog.
 */
export function useShortcutPause(paused: boolean): void {
  useLayoutEffect(() => {
    if (!paused) return;
    pauses += 1;
    return () => {
      pauses -= 1;
    };
  }, [paused]);
}

/** Everything that can be pressed now, by group, in the order of registration; of two with the same keys only the one that runs. */
export function listShortcuts(): { group: string; shortcuts: Shortcut[] }[] {
  const groups = new Map<string, Shortcut[]>();
  for (const { group, read } of registrations) {
    const heard = read().filter((shortcut) => [shortcut, null].includes(find(shortcut.keys)));
    if (heard.length > 0) groups.set(group, [...(groups.get(group) ?? []), ...heard]);
  }
  return [...groups].map(([group, shortcuts]) => ({ group, shortcuts }));
}

// WCAG 2.1.4: shortcuts of a single character can be switched off (for those who speak to their computer).
const watchers = new Set<() => void>();

function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off';
  } catch {
    return true;
  }
}

export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    singleKeysOn,
    () => true,
  );
  const set = (next: boolean) => {
    try {
      localStorage.setItem(STORAGE_KEY, next ? 'on' : 'off');
    } catch {
      // Storage is refused: the setting lasts as long as the page.
    }
    for (const watcher of watchers) watcher();
  };
  return [on, set];
}

function isBusyElsewhere(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('input, textarea, select') !== null) return true;
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null) return true;
  return key === 'Enter' && target.closest('a, button, summary, [role="tab"]') !== null;
}

function isHeard({ enabled, within }: Shortcut): boolean {
  return enabled !== false && (within === undefined || within.current?.contains(document.activeElement) === true);
}

function find(keys: string): Shortcut | null {
  for (const { read } of [...registrations].reverse()) {
    const hit = read().find((shortcut) => shortcut.keys === keys && isHeard(shortcut));
    if (hit !== undefined) return hit;
  }
  return null;
}

function startsSequence(key: string): boolean {
  return [...registrations].some(({ read }) => read().some((shortcut) => shortcut.keys.startsWith(`${key} `)));
}

/** The one listener; stands once, in the providers. */
export function ShortcutListener() {
  useEffect(() => {
    let first: { key: string; at: number } | null = null;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey || pauses > 0) return;
      const command = event.metaKey || event.ctrlKey;
      if (!command && (isBusyElsewhere(event.target, event.key) || (event.key.length === 1 && !singleKeysOn()))) return;
      const waiting = first !== null && event.timeStamp - first.at < SEQUENCE_MS ? first.key : null;
      first = null;
      const shortcut = command
        ? find(`mod+${event.key.toLowerCase()}`)
        : ((waiting === null ? null : find(`${waiting} ${event.key}`)) ?? find(event.key));
      if (shortcut !== null) {
        event.preventDefault();
        shortcut.run();
      } else if (!command && startsSequence(event.key)) {
        first = { key: event.key, at: event.timeStamp };
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return null;
}
