import { queryOptions } from '@tanstack/react-query';
import type { OwnAlertsChange, OwnAlertsView, TeamAlertsChange, TeamAlertsView } from '#lib/contracts/alert.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const MINE = '/api/v1/users/me/alerts';
const teamApi = (slug: string): string => `/api/v1/teams/${encodeURIComponent(slug)}/alerts`;

export const changeOwnAlerts = (change: OwnAlertsChange) => sendJson<OwnAlertsView>('PATCH', MINE, change);

export function teamAlertsQuery(slug: string) {
  return queryOptions({
    queryKey: ['teams', 'one', slug, 'alerts'] as const,
    queryFn: ({ signal }) => fetchJson<TeamAlertsView>(teamApi(slug), signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

export const changeTeamAlerts = (slug: string, change: TeamAlertsChange) =>
  sendJson<TeamAlertsView>('PATCH', teamApi(slug), change);
