import { queryOptions } from '@tanstack/react-query';
import type { CommitsView } from '#lib/contracts/branch-commits.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

/** Which commits of its default branch were never scanned. */
export function commitsQuery(repo: string) {
  return queryOptions({
    queryKey: ['coverage', 'commits', repo] as const,
    queryFn: ({ signal }) => fetchJson<CommitsView>(`/api/v1/commits?${new URLSearchParams({ repo })}`, signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}
