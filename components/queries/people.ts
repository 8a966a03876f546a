import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  EmailConfirmation,
  InviteBody,
  InvitedUser,
  SessionListView,
  UserChange,
  UserListView,
  UserRow,
} from '#lib/contracts/user.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { UserState } from '#lib/domain/access/user-state.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const USERS = '/api/v1/users';
const SESSIONS = `${USERS}/me/sessions`;

/** What a person chooses; it stands in the address of the screen. */
export interface PeopleFilters {
  q: string | null;
  state: UserState | null;
  role: Role | null;
  /** `email`: only who wants another address. */
  wants: 'email' | null;
}

export const ALL_PEOPLE: PeopleFilters = { q: null, state: null, role: null, wants: null };
const PAGE = 50;

/** The filters as parameters of the API. */
export function peopleParams({ wants, ...rest }: PeopleFilters): Record<string, string> {
  const all = Object.entries({ ...rest, wants_email: wants === null ? null : 'true', limit: String(PAGE) });
  return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

const peopleKey = ['people'] as const;
/** Reads everything about people anew. */
export const everyPeopleQuery = { queryKey: peopleKey };

export function peopleQuery(filters: PeopleFilters) {
  const chosen = new URLSearchParams(peopleParams(filters)).toString();
  return infiniteQueryOptions({
    queryKey: [...peopleKey, chosen] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams(chosen);
      if (pageParam !== null) search.set('cursor', pageParam);
      return fetchJson<UserListView>(`${USERS}?${search}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: UserListView) => page.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

/** The first people whose names or addresses have these words, at most `limit`. */
export const findPeople = (q: string, limit: number, signal: AbortSignal) =>
  fetchJson<UserListView>(`${USERS}?${new URLSearchParams({ q, limit: String(limit) })}`, signal);

export const invitePerson = (body: InviteBody) => sendJson<InvitedUser>('POST', USERS, body);

export const changePerson = (id: number, change: UserChange) => sendJson<UserRow>('PATCH', `${USERS}/${id}`, change);

export const resetSecondFactor = (id: number) => sendJson<undefined>('DELETE', `${USERS}/${id}/second-factor`);

export const confirmEmail = (id: number, body: EmailConfirmation) =>
  sendJson<UserRow>('POST', `${USERS}/${id}/email`, body);

export const refuseEmail = (id: number) => sendJson<undefined>('DELETE', `${USERS}/${id}/email`);

export const removePerson = (id: number) => sendJson<undefined>('DELETE', `${USERS}/${id}`);

export function sessionsQuery() {
  return queryOptions({
    queryKey: ['sessions'] as const,
    queryFn: ({ signal }) => fetchJson<SessionListView>(SESSIONS, signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

/** Without an id, all sessions but the one that asks. */
export const endSessions = (id?: string) =>
  sendJson<undefined>('DELETE', id === undefined ? SESSIONS : `${SESSIONS}/${id}`);
