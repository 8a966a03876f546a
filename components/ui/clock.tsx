'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';

const Start = createContext<number | null>(null);
const TICK = 30_000;

// One timer for every age on the page; it runs only while something listens.
let current = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    current = Date.now();
    timer = setInterval(tick, TICK);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/** `now` is the server's clock at render: the first render in the browser uses it too, so both agree. */
export function ClockProvider({ now, children }: { now: number; children: ReactNode }) {
  return <Start value={now}>{children}</Start>;
}

/** Milliseconds since the epoch, moving on every half minute. */
export function useNow(): number {
  const start = useContext(Start);
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => start ?? 0,
  );
}

const never = () => () => {};

/** False on the server and in the first render, true after. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
