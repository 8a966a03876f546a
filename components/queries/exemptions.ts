import { queryOptions } from '@tanstack/react-query';
import type { CoverageView } from '#lib/contracts/coverage.ts';
import type { ExceptionNote } from '#lib/contracts/exception.ts';
import type { ExemptionList, ExemptionRequest, ExemptionsMade, ExemptionView } from '#lib/contracts/exemption.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const EXEMPTIONS = '/api/v1/exemptions';

/** Those that wait, and those that are in force. */
export function exemptionsQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['coverage', 'exemptions', scope] as const,
    queryFn: ({ signal }) => fetchJson<ExemptionList>(withScope(`${EXEMPTIONS}?limit=200`, scope), signal),
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
