import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataAgeOf } from './data-age.ts';
import { ApiError } from './fetch.ts';

const START = Date.parse('2026-11-16T07:51:00Z');
const MINUTE = 60_000;
const away = new ApiError({ status: 0, title: 'Plumbline does not answer', detail: 'Check your connection.' });
const ended = new ApiError({ status: 401, title: 'No valid credential', detail: 'Sign in again.' });
const refused = new ApiError({ status: 403, title: 'Not allowed', detail: 'You lack finding:read.' });

let client: QueryClient;
const stops: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  client.clear();
  vi.useRealTimers();
});

/** A read that a screen shows: each one in turn answers, or fails. */
function shown(key: string, answers: (string | Error)[], meta: QueryObserver['options']['meta'] = {}) {
  const queryFn = () => {
    const answer = answers.shift() ?? 'the same';
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const observer = new QueryObserver(client, { queryKey: [key], queryFn, meta });
  stops.push(observer.subscribe(() => {}));
  return observer;
}

const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const age = () => dataAgeOf(client.getQueryCache().getAll(), Date.now());

describe('the age of what a screen shows', () => {
  it('is not spoken of while reads succeed, however long ago the last was', async () => {
    shown('findings', ['one']);
    await passed(60 * MINUTE);
    expect(age()).toBeNull();
  });

  it('is when it was last read, from the first failure until a read succeeds', async () => {
    const one = shown('findings', ['one', away, 'two']);
    await passed(2 * MINUTE);
    expect(age()).toBeNull();
    await one.refetch();
    await passed(MINUTE);
    expect(age()).toEqual({ since: START, error: away });
    await one.refetch();
    expect(age()).toBeNull();
  });

  it('stays while the read is tried again', async () => {
    const one = shown('findings', ['one', away]);
    await passed(0);
    await one.refetch();
    void one.refetch();
    expect(one.getCurrentResult().isFetching).toBe(true);
    expect(age()).toEqual({ since: START, error: away });
  });

  it('is that of the oldest part, and an ended session is said before all else', async () => {
    const one = shown('findings', ['one', refused]);
    await passed(MINUTE);
    const two = shown('counts', ['one', away]);
    const three = shown('facets', ['one', ended]);
    await passed(MINUTE);
    await one.refetch();
    expect(age()).toEqual({ since: START, error: refused });
    await two.refetch();
    expect(age()).toEqual({ since: START, error: away });
    await three.refetch();
    expect(age()).toEqual({ since: START, error: ended });
  });

  it('is not older because a next page could not be loaded', async () => {
    const list = new InfiniteQueryObserver(client, {
      queryKey: ['list'],
      queryFn: ({ pageParam }) => (pageParam === 0 ? Promise.resolve('one') : Promise.reject(away)),
      initialPageParam: 0,
      getNextPageParam: () => 1,
    });
    stops.push(list.subscribe(() => {}));
    await passed(0);
    await list.fetchNextPage();
    expect(list.getCurrentResult().isFetchNextPageError).toBe(true);
    expect(age()).toBeNull();
  });

  it('is not that of another screen', async () => {
    const one = shown('findings', ['one', away]);
    await passed(0);
    await one.refetch();
    for (const stop of stops.splice(0)) stop();
    expect(age()).toBeNull();
  });

  it('is not known of what was never loaded: where nothing else says so, the frame does', async () => {
    shown('findings', [away]);
    await passed(0);
    expect(age()).toBeNull();
    shown('counts', [away], { hasNoPlace: true });
    await passed(0);
    expect(age()).toEqual({ since: null, error: away });
  });

  it('is said of a list that waits for a person after five minutes', async () => {
    shown('findings', ['one'], { waitsForPerson: true });
    await passed(5 * MINUTE - 1);
    expect(age()).toBeNull();
    await passed(1);
    expect(age()).toEqual({ since: START, error: null });
  });
});
