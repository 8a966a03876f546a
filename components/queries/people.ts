import { queryOptions } from '@tanstack/react-query';
import type {
  InviteBody,
  InvitedUser,
  SessionListView,
  UserChange,
  UserListView,
  UserRow,
} from '#lib/contracts/user.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const USERS = '/api/v1/users';
const SESSIONS = `${USERS}/me/sessions`;

export function peopleQuery() {
  return queryOptions({
    queryKey: ['people'] as const,
    queryFn: ({ signal }) => fetchJson<UserListView>(USERS, signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

export const invitePerson = (body: InviteBody) => sendJson<InvitedUser>('POST', USERS, body);

export const changePerson = (id: number, change: UserChange) => sendJson<UserRow>('PATCH', `${USERS}/${id}`, change);

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
