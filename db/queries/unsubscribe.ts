import type { Stops } from '#lib/domain/mail/unsubscribe-token.ts';
import { DEFAULT_SCORE_DROP } from '#lib/domain/sink/sink.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** What a person gets, as far as a link in a mail is about it. */
export interface Subscription {
  userId: number;
  name: string;
  organization: string;
  /** Of the team that was asked for; null: none was, or it is gone. */
  team: string | null;
  /** Whether it comes: the weekly mail, the one about the team, or alerts. */
  on: boolean;
}

/** Null when the person, the organization or the team is gone. */
export async function findSubscription(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
  stops: Stops,
): Promise<Subscription | null> {
  const team = typeof stops === 'object' ? stops.team : null;
  const [row] = await sql<Subscription[]>`
    select u.id as user_id, u.name, o.name as organization, t.name as team,
      case when ${stops === 'alerts'} then not coalesce(a.stopped, false)
        when ${stops === 'watched'} then coalesce(p.watched, true)
        when ${team}::int is null then coalesce(p.weekly, u.role = any(coalesce(s.roles, '{}')) or s.org_id is null)
        else coalesce(${team}::int = any(p.teams), false) and coalesce(p.weekly, true) end as on
    from users u join organizations o on o.id = u.org_id
    left join teams t on t.org_id = u.org_id and t.id = ${team}::int
    left join mail_preferences p on p.org_id = u.org_id and p.user_id = u.id
    left join mail_settings s on s.org_id = u.org_id
    left join person_alerts a on a.org_id = u.org_id and a.user_id = u.id
    where u.org_id = ${orgId} and u.id = ${userId} and u.removed_at is null and o.deleting_at is null
      and (${team}::int is null or t.id is not null)`;
  return row ?? null;
}

/** Ends the weekly mail, with all that comes in its place. */
export async function endWeekly(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  await tx`
    insert into mail_preferences (org_id, user_id, weekly, organization, teams, minimal, all_clear)
    values (${orgId}, ${userId}, false, true, '{}', false, true)
    on conflict (org_id, user_id) do update set weekly = false`;
}

/** Ends all alerts, those of teams too. */
export async function endAlerts(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  await tx`
    insert into person_alerts (org_id, user_id, kinds, score_drop, stopped)
    values (${orgId}, ${userId}, '{}', ${DEFAULT_SCORE_DROP}, true)
    on conflict (org_id, user_id) do update set stopped = true`;
}

/** Ends the mails about mentions and what is watched. */
export async function endWatched(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  await tx`
    insert into mail_preferences (org_id, user_id, weekly, organization, teams, minimal, all_clear, watched)
    values (${orgId}, ${userId}, null, true, '{}', false, true, false)
    on conflict (org_id, user_id) do update set watched = false`;
}

/** Ends the mail about one team. */
export async function endTeamDigest(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  team: number,
): Promise<void> {
  await tx`
    update mail_preferences set teams = array_remove(teams, ${team}::int) where org_id = ${orgId} and user_id = ${userId}`;
}
