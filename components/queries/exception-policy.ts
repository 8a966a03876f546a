import { queryOptions } from '@tanstack/react-query';
import type { ExceptionPolicyChange, ExceptionPolicyView } from '#lib/contracts/exception.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const POLICY = '/api/v1/exception-policy';

export function exceptionPolicyQuery() {
  return queryOptions({
    queryKey: ['exception-policy'] as const,
    queryFn: ({ signal }) => fetchJson<ExceptionPolicyView>(POLICY, signal),
    staleTime: 60_000,
    retry: worthRetrying,
  });
}

export const changeExceptionPolicy = (change: ExceptionPolicyChange) =>
  sendJson<ExceptionPolicyView>('PATCH', POLICY, change);
