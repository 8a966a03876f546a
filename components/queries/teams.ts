import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  CreateTeamBody,
  LabelsView,
  MemberListView,
  OwnedListView,
  PatternPreview,
  TeamChange,
  TeamListView,
  TeamsRule,
  TeamView,
} from '#lib/contracts/team.ts';
import { repositoryApi } from './addresses.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const TEAMS = '/api/v1/teams';
const FRESH = { staleTime: 15_000, retry: worthRetrying } as const;
export const TEAM_PAGE = 50;

const teamApi = (slug: string, part = ''): string => `${TEAMS}/${encodeURIComponent(slug)}${part}`;

function pageOf<T>(path: string, chosen: Record<string, string>, cursor: string | null, signal: AbortSignal) {
  const search = new URLSearchParams({ ...chosen, limit: String(TEAM_PAGE) });
  if (cursor !== null) search.set('cursor', cursor);
  return fetchJson<T>(`${path}?${search}`, signal);
}

const PAGED = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor,
  placeholderData: keepPreviousData,
  ...FRESH,
};

export function teamsQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['teams', 'list', q] as const,
    queryFn: ({ pageParam, signal }) => pageOf<TeamListView>(TEAMS, q === '' ? {} : { q }, pageParam, signal),
    ...PAGED,
  });
}

export function teamQuery(slug: string) {
  return queryOptions({
    queryKey: ['teams', 'one', slug] as const,
    queryFn: ({ signal }) => fetchJson<TeamView>(teamApi(slug), signal),
    ...FRESH,
  });
}

export function membersQuery(slug: string) {
  return infiniteQueryOptions({
    queryKey: ['teams', 'members', slug] as const,
    queryFn: ({ pageParam, signal }) => pageOf<MemberListView>(teamApi(slug, '/members'), {}, pageParam, signal),
    ...PAGED,
  });
}

export function ownedQuery(slug: string) {
  return infiniteQueryOptions({
    queryKey: ['teams', 'owned', slug] as const,
    queryFn: ({ pageParam, signal }) => pageOf<OwnedListView>(teamApi(slug, '/repositories'), {}, pageParam, signal),
    ...PAGED,
  });
}

/** What a pattern matches. A pattern that is not valid yet is refused, with the reason. */
export function patternQuery(pattern: string) {
  return queryOptions({
    queryKey: ['teams', 'pattern', pattern] as const,
    queryFn: ({ signal }) =>
      fetchJson<PatternPreview>(`/api/v1/repository-patterns?${new URLSearchParams({ pattern })}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    retry: false,
  });
}

export interface Changes<T> {
  add?: readonly T[];
  remove?: readonly T[];
}

export const makeTeam = (body: CreateTeamBody) => sendJson<TeamView>('POST', TEAMS, body);
export const saveTeamsRule = (rule: TeamsRule) => sendJson<undefined>('PATCH', TEAMS, rule);
export const changeTeam = (slug: string, change: TeamChange) => sendJson<TeamView>('PATCH', teamApi(slug), change);
export const deleteTeam = (slug: string) => sendJson<undefined>('DELETE', teamApi(slug));
export const changeMembers = (slug: string, changes: Changes<number>) =>
  sendJson<TeamView>('PATCH', teamApi(slug, '/members'), changes);
export const changeOwned = (slug: string, changes: Changes<string>) =>
  sendJson<TeamView>('PATCH', teamApi(slug, '/repositories'), changes);
export const changePatterns = (slug: string, changes: Changes<string>) =>
  sendJson<TeamView>('PATCH', teamApi(slug, '/patterns'), changes);
export const changeLabels = (repo: string, changes: Changes<string>) =>
  sendJson<LabelsView>('PATCH', `${repositoryApi(repo)}/labels`, changes);
