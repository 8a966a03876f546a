import { queryOptions } from '@tanstack/react-query';
import type { NoiseView } from '#lib/contracts/noise.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

export function noiseQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['noise', scope] as const,
    queryFn: ({ signal }) => fetchJson<NoiseView>(withScope('/api/v1/noise', scope), signal),
    staleTime: 60_000,
    retry: worthRetrying,
  });
}
