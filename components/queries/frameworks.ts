import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FrameworkList, FrameworkView } from '#lib/contracts/framework.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { FrameworkId } from '#lib/domain/framework/framework.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

export function frameworksQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['frameworks', 'list', scope] as const,
    queryFn: ({ signal }) => fetchJson<FrameworkList>(withScope('/api/v1/frameworks', scope), signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: worthRetrying,
  });
}

export function frameworkQuery(scope: string | null, framework: FrameworkId) {
  return queryOptions({
    queryKey: ['frameworks', 'one', scope, framework] as const,
    queryFn: ({ signal }) => fetchJson<FrameworkView>(withScope(`/api/v1/frameworks/${framework}`, scope), signal),
    staleTime: 60_000,
    retry: worthRetrying,
  });
}
