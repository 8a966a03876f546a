import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { TrendChangeList, TrendView } from '#lib/contracts/trend.ts';
import type { TrendStep } from '#lib/domain/trend/buckets.ts';
import type { TrendFlow, TrendMetric } from '#lib/domain/trend/metric.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

/** What a chart is asked for, but for what it shows. */
export interface TrendPeriod {
  from: string;
  to: string;
  by: TrendStep;
  /** Scopes to compare with. */
  against: readonly string[];
  /** With the time of the same length before. */
  previous: boolean;
}

/** The parameters of the API. */
export function trendSearch(metric: TrendMetric, { from, to, by, against, previous }: TrendPeriod): URLSearchParams {
  return new URLSearchParams({
    ...{ metric, from, to, by },
    ...(against.length === 0 ? {} : { against: against.join(',') }),
    ...(previous ? { previous: 'true' } : {}),
  });
}

export function trendQuery(scope: string | null, metric: TrendMetric, period: TrendPeriod) {
  const search = trendSearch(metric, period).toString();
  return queryOptions({
    queryKey: ['trends', 'one', scope, search] as const,
    queryFn: ({ signal }) => fetchJson<TrendView>(withScope(`/api/v1/trends?${search}`, scope), signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: worthRetrying,
  });
}

export function trendChangesQuery(scope: string | null, from: string, to: string, kind: TrendFlow) {
  const chosen = new URLSearchParams({ from, to, kind, limit: '50' }).toString();
  return infiniteQueryOptions({
    queryKey: ['trends', 'changes', scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<TrendChangeList>(withScope(`/api/v1/trends/changes?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: TrendChangeList) => page.next_cursor,
    staleTime: 60_000,
    retry: worthRetrying,
  });
}
