import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { GateFigures, GateListView } from '#lib/contracts/gate-history.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { RuleEffect } from '#lib/domain/policy/judgement.ts';
import { fetchJson, worthRetrying } from './fetch.ts';

const GATE = '/api/v1/gate';
export const GATE_PAGE = 50;

/** What a person chooses; it stands in the address of the screen. A pipeline is one of the repository. */
export interface GateFilters {
  repo: string | null;
  pipeline: string | null;
  outcome: RuleEffect | null;
}

type Place = Pick<GateFilters, 'repo' | 'pipeline'>;

/** The filters as parameters of the API, and of the screen. */
export function gateParams({ repo, pipeline, outcome }: Place & { outcome?: RuleEffect | null }) {
  return {
    ...(repo === null ? {} : { repo, ...(pipeline === null ? {} : { pipeline }) }),
    ...(outcome === null || outcome === undefined ? {} : { outcome }),
  };
}

/** The history of a repository's gates, or of one of its pipelines. */
export function gatesHref(place: Partial<Place> = {}): string {
  const search = new URLSearchParams(gateParams({ repo: place.repo ?? null, pipeline: place.pipeline ?? null }));
  return search.size === 0 ? '/policy/gates' : `/policy/gates?${search.toString().replaceAll('%2F', '/')}`;
}

export function gatesQuery(scope: string | null, filters: GateFilters) {
  const chosen = new URLSearchParams({ ...gateParams(filters), limit: String(GATE_PAGE) }).toString();
  return infiniteQueryOptions({
    queryKey: ['gates', 'list', scope, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<GateListView>(withScope(`${GATE}?${search}`, scope), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: GateListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export function gateFiguresQuery(scope: string | null, { repo, pipeline }: Place) {
  const search = new URLSearchParams(gateParams({ repo, pipeline })).toString();
  return queryOptions({
    queryKey: ['gates', 'figures', scope, search] as const,
    queryFn: ({ signal }) =>
      fetchJson<GateFigures>(withScope(`${GATE}/summary${search === '' ? '' : `?${search}`}`, scope), signal),
    placeholderData: keepPreviousData,
    staleTime: 5000,
    retry: worthRetrying,
  });
}
