'use client';

import { notifyManager, type Query, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { isRefusal, statusOf } from './fetch.ts';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Is not read again by itself, so that rows do not move under a person's hands: the frame says how old it is. */
      waitsForPerson?: true;
      /** No `NotLoaded` stands for it, so the frame says when it could not be loaded. */
      hasNoPlace?: true;
    };
  }
}

/** How old what a screen shows is, said only when it is older than people expect. */
export interface DataAge {
  /** When the oldest of it was read, in milliseconds; null when a part was never loaded. */
  since: number | null;
  /** Why it could not be read again; null when nobody has tried. */
  error: Error | null;
}

/** A list that waits for a person says its age from then on. */
const OLD_MS = 5 * 60_000;
const RETRY_MS = 10_000;

/** A next page that could not be loaded leaves what is shown as it was. */
const hasFailed = ({ state }: Query): boolean => state.status === 'error' && state.fetchMeta?.fetchMore === undefined;

const hasData = ({ state }: Query): boolean => state.data !== undefined;

/** A session that has ended concerns all reads, a refusal only its own. */
function weightOf(error: Error): number {
  if (statusOf(error) === 401) return 0;
  return isRefusal(error) ? 2 : 1;
}

function oldest(queries: readonly Query[]): number | null {
  const times = queries.filter(hasData).map(({ state }) => state.dataUpdatedAt);
  return times.length === 0 ? null : Math.min(...times);
}

/** Looks at what the present screen reads; null while all of it is as new as it seems. `now` in milliseconds. */
export function dataAgeOf(queries: readonly Query[], now: number): DataAge | null {
  const active = queries.filter((query) => query.isActive());
  const failed = active.filter((query) => hasFailed(query) && (hasData(query) || query.meta?.hasNoPlace === true));
  const errors = failed.flatMap(({ state: { error } }) => (error === null ? [] : [error]));
  const [error] = errors.sort((a, b) => weightOf(a) - weightOf(b));
  if (error !== undefined) return { since: oldest(failed), error };
  const since = oldest(active.filter(({ meta }) => meta?.waitsForPerson === true));
  return since !== null && now - since >= OLD_MS ? { since, error: null } : null;
}

function isSame(a: DataAge | null, b: DataAge | null): boolean {
  return a === b || (a !== null && b !== null && a.since === b.since && a.error === b.error);
}

/** What could not be read is tried again: also where nothing is shown yet, unless the server has refused it. */
function isTriedAgain(query: Query): boolean {
  const { error } = query.state;
  return hasFailed(query) && error !== null && (!isRefusal(error) || statusOf(error) === 401);
}

/**
 * The age of what the screen shows, and a function that reads all of it again. Failed
 * reads are repeated by themselves. `now` in milliseconds.
 */
export function useDataAge(now: number): { age: DataAge | null; refresh: () => void } {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const last = useRef<DataAge | null>(null);
  const read = () => {
    const age = dataAgeOf(cache.getAll(), now);
    if (!isSame(age, last.current)) last.current = age;
    return last.current;
  };
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(notifyManager.batchCalls(onChange)), [cache]);
  const age = useSyncExternalStore(subscribe, read, () => null);
  useEffect(() => {
    const retry = () => {
      if (document.hidden) return;
      void client.refetchQueries({ type: 'active', predicate: isTriedAgain }, { cancelRefetch: false });
    };
    const timer = setInterval(retry, RETRY_MS);
    return () => clearInterval(timer);
  }, [client]);
  return { age, refresh: () => void client.refetchQueries({ type: 'active' }, { cancelRefetch: false }) };
}
