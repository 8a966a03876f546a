import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { LedgerEntryList, LedgerView } from '#lib/contracts/ledger.ts';
import type { PortfolioView } from '#lib/contracts/portfolio.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { LedgerCause } from '#lib/domain/ledger/cause.ts';
import type { LedgerPeriod } from '#lib/domain/ledger/ledger-href.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

const WEEK = 7;

/** The last seven days, as Today tells them. `today`: the organization's. */
export const lastWeek = (today: string): LedgerPeriod => ({ from: shiftDay(today, -WEEK), to: today });

export function ledgerQuery(scope: string | null, { from, to }: LedgerPeriod) {
  const search = new URLSearchParams({ from, to });
  return queryOptions({
    queryKey: ['ledger', 'sums', scope, from, to] as const,
    queryFn: ({ signal }) => fetchJson<LedgerView>(withScope(`/api/v1/ledger?${search}`, scope), signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

export function ledgerEntriesQuery(scope: string | null, { from, to }: LedgerPeriod, cause: LedgerCause) {
  const chosen = new URLSearchParams({ from, to, cause, limit: '50' }).toString();
  return infiniteQueryOptions({
    queryKey: ['ledger', 'entries', scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<LedgerEntryList>(withScope(`/api/v1/ledger/entries?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: LedgerEntryList) => page.next_cursor,
    staleTime: 30_000,
    retry: worthRetrying,
  });
}

/** Teams, or labels, side by side. */
export function portfolioQuery(scope: string | null, { from, to }: LedgerPeriod, by: 'team' | 'label') {
  const search = new URLSearchParams({ from, to, by });
  return queryOptions({
    queryKey: ['ledger', 'portfolio', scope, from, to, by] as const,
    queryFn: ({ signal }) => fetchJson<PortfolioView>(withScope(`/api/v1/portfolio?${search}`, scope), signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: worthRetrying,
  });
}
