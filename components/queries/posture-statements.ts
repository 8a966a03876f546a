import { queryOptions } from '@tanstack/react-query';
import type { PostureStatementListView } from '#lib/contracts/posture-statement.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

/** So many weeks are shown; all are behind the API. */
export const SHOWN_STATEMENTS = 12;

/** Statements are of the whole organization: no chosen scope cuts them. */
export function postureStatementsQuery() {
  return queryOptions({
    queryKey: ['posture', 'statements'] as const,
    queryFn: ({ signal }) =>
      fetchJson<PostureStatementListView>(`/api/v1/posture/statements?limit=${SHOWN_STATEMENTS}`, signal),
    staleTime: 60_000,
    retry: worthRetrying,
  });
}
