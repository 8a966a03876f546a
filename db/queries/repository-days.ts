import { type DayZones, dayAt, dayStart, daysWithStarts } from '#lib/domain/calendar/day-zones.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
import type { Connection } from '../client.ts';
import { findDayZones } from './day-zones.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';

/** Days of an organization within a statement. */
export interface DaySql {
  /** The day to which an instant belongs, in a column. */
  dayOf: (at: string) => Fragment;
  /** When a day is over. */
  endOf: (day: string) => Fragment;
}

/** The days on which anything happened in a repository, for statements that recount what is stored of each. */
export async function repositoryDays(sql: Connection, scope: RepositoryScope): Promise<DaySql> {
  const zones = await findDayZones(sql, scope);
  return zones.length === 0 ? utcDays(sql) : zonedDays(sql, zones, (await lastEvent(sql, scope)) ?? new Date(0));
}

const utcDays = (sql: Connection): DaySql => ({
  dayOf: (at) => sql`(${sql.unsafe(at)} at time zone 'UTC')::date`,
  endOf: (day) => sql`((${sql.unsafe(day)} + 1)::timestamp at time zone 'UTC')`,
});

/** When each day starts is not asked of the database, whose rules of time zones may be of another year than ours. */
function zonedDays(sql: Connection, zones: DayZones, last: Date): DaySql {
  const inUtc = utcDays(sql);
  const first = zones[0]?.since ?? '';
  const { days, starts } = daysWithStarts(zones, first, shiftDay(dayAt(zones, last), 2));
  const instants = starts.map((start) => start.toISOString());
  return {
    dayOf: (at) => sql`case when ${sql.unsafe(at)} < ${dayStart(zones, first)} then ${inUtc.dayOf(at)}
      else (${days}::text[])[width_bucket(${sql.unsafe(at)}, ${instants}::text[]::timestamptz[])]::date end`,
    endOf: (day) => sql`coalesce((${instants}::text[])[${sql.unsafe(day)} - ${first}::text::date + 2]::timestamptz,
      ${inUtc.endOf(day)})`,
  };
}

async function lastEvent(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select greatest(
      (select max(at) from finding_events where org_id = ${orgId} and repo_id = ${repoId}),
      (select max(processed_at) from uploads where org_id = ${orgId} and repo_id = ${repoId}),
      (select max(at) from ledger_entries where org_id = ${orgId} and repo_id = ${repoId})) as at`;
  return row?.at ?? null;
}
