import { queryOptions } from '@tanstack/react-query';
import type { CadenceView } from '#lib/contracts/cadence.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { CadenceState } from '#lib/domain/stream/cadence.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { pagedQuery } from './paged.ts';

/** What a person chooses; it stands in the address of the screen. */
export interface CadenceFilters {
  repo: string | null;
  /** Of the repository. */
  pipeline: string | null;
  q: string;
  category: ScoreCategory | null;
  state: CadenceState | null;
  sort: 'state' | 'name';
  /** What is now, or what came on each of the last days. */
  by: 'now' | 'day';
}

/** All that is reported of a place. */
export const placeCadence = (place: Pick<CadenceFilters, 'repo' | 'pipeline'>): CadenceFilters => ({
  ...place,
  ...{ q: '', category: null, state: null, sort: 'state', by: 'now' },
});

export const CADENCE_PAGE = 50;
const API = '/api/v1/coverage/cadence';

export function cadenceSearch({ repo, pipeline, q, category, state, sort, by }: CadenceFilters): string {
  const search = new URLSearchParams();
  if (repo !== null) search.set('repo', repo);
  if (repo !== null && pipeline !== null) search.set('pipeline', pipeline);
  if (q !== '') search.set('q', q);
  if (category !== null) search.set('category', category);
  if (state !== null) search.set('state', state);
  if (sort !== 'state') search.set('sort', sort);
  if (by !== 'now') search.set('by', by);
  return search.toString();
}

export const cadenceQuery = (scope: string | null, filters: CadenceFilters) =>
  pagedQuery<CadenceView>({
    ...{ key: ['coverage', 'cadence'], path: API, scope },
    ...{ search: cadenceSearch(filters), limit: CADENCE_PAGE },
  });

/** Only how much is silent. */
export function cadenceFiguresQuery(scope: string | null) {
  return queryOptions({
    queryKey: ['coverage', 'cadence-figures', scope] as const,
    queryFn: ({ signal }) => fetchJson<CadenceView>(withScope(`${API}?limit=1`, scope), signal),
    staleTime: 30_000,
    retry: worthRetrying,
  });
}
