import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CoverageView } from '#lib/contracts/coverage.ts';
import type { ExceptionNote } from '#lib/contracts/exception.ts';
import type { ExemptionList, ExemptionRequest, ExemptionsMade, ExemptionView } from '#lib/contracts/exemption.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { REMIND_DAYS } from '#lib/domain/decision/reminder.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { addDays } from '#lib/domain/time.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const EXEMPTIONS = '/api/v1/exemptions';

/** All that wait or are in force, or some of them. */
export const EXEMPT_SHOWN = ['live', 'requested', 'ending'] as const;
export type ExemptShown = (typeof EXEMPT_SHOWN)[number];

/** What the address shows of them. */
export const readExemptShown = (get: (name: string) => string | null): ExemptShown =>
  EXEMPT_SHOWN.find((one) => one === get('exempt')) ?? 'live';

/** What asks the API for them. */
export function exemptionSearch(shown: ExemptShown, now: Date): Record<string, string> {
  switch (shown) {
    case 'live':
      return { limit: '200' };
    case 'requested':
      return { limit: '200', state: 'requested' };
    case 'ending':
      return { limit: '200', state: 'in_force', expiring_before: addDays(now, REMIND_DAYS[0]).toISOString() };
  }
}

export function exemptionsQuery(scope: string | null, shown: ExemptShown) {
  return queryOptions({
    queryKey: ['coverage', 'exemptions', scope, shown] as const,
    queryFn: ({ signal }) => {
      const search = new URLSearchParams(exemptionSearch(shown, new Date()));
      return fetchJson<ExemptionList>(withScope(`${EXEMPTIONS}?${search}`, scope), signal);
    },
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}

/** Repositories with a label in which nothing ever measured a category: `total` says how many. */
export function neverMeasuredWithLabelQuery(label: string, category: ScoreCategory) {
  return queryOptions({
    queryKey: ['coverage', 'never', label, category] as const,
    queryFn: ({ signal }) =>
      fetchJson<CoverageView>(
        withScope(`/api/v1/coverage?category=${category}&state=never&limit=1`, `label:${label}`),
        signal,
      ),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

const one = (id: string, verb: string): string => `${EXEMPTIONS}/${encodeURIComponent(id)}/${verb}`;

export const requestExemption = (request: ExemptionRequest) => sendJson<ExemptionsMade>('POST', EXEMPTIONS, request);
export const approveExemption = (id: string, body: ExceptionNote) =>
  sendJson<ExemptionView>('POST', one(id, 'approve'), body);
export const refuseExemption = (id: string, body: ExceptionNote) =>
  sendJson<ExemptionView>('POST', one(id, 'refuse'), body);
export const withdrawExemption = (id: string) => sendJson<ExemptionView>('POST', one(id, 'withdraw'));
