import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { FINDING_ORIGINS } from '#lib/domain/finding/origin.ts';
import type { TrendFlow } from '#lib/domain/trend/metric.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { inScope } from './scope.ts';
import { countedThen } from './trend-days.ts';

export interface DayChange {
  repoId: number;
  fullName: string;
  number: number;
  title: string;
  severity: number;
  at: Date;
  atKey: string;
}

export interface DayChangePage {
  /** In order, with the start of each, and the end of the last. */
  days: readonly string[];
  starts: readonly Date[];
  end: Date;
  kind: TrendFlow;
  after: { repoId: number; at: string; number: number } | null;
  limit: number;
}

/** Events of a kind, and (of findings that are new) of an origin: what has none is from before these were kept. */
function ofKind(sql: Connection, kind: TrendFlow): Fragment {
  switch (kind) {
    case 'introduced':
      return sql`kind = 'introduced' and coalesce(origin, 0) = ${FINDING_ORIGINS.indexOf('introduced')}`;
    case 'disclosed':
    case 'first_scan':
      return sql`kind = 'introduced' and origin = ${FINDING_ORIGINS.indexOf(kind)}`;
    case 'reopened':
    case 'fixed':
      return sql`kind = ${kind}`;
  }
}

/** The column of a day that says that there are some: others need not be looked at. */
function counted(sql: Connection, kind: TrendFlow): Fragment {
  switch (kind) {
    case 'introduced':
      return sql`d.introduced > d.disclosed + d.first_scan`;
    case 'disclosed':
      return sql`d.disclosed > 0`;
    case 'first_scan':
      return sql`d.first_scan > 0`;
    case 'reopened':
      return sql`d.reopened > 0`;
    case 'fixed':
      return sql`d.fixed > 0`;
  }
}

/** What happened to findings on some days, by repository: days on which nothing of it did are left out by their rows. */
export async function listDayChanges(sql: Connection, scope: ReadScope, page: DayChangePage): Promise<DayChange[]> {
  const { days, starts, end, kind, after, limit } = page;
  const instants = [...starts, end].map((at) => at.toISOString());
  const rest =
    after === null
      ? sql`true`
      : sql`d.repo_id >= ${after.repoId}::int and (d.repo_id, e.at, e.finding_number) >
          (${after.repoId}::int, ${after.at}::text::timestamptz, ${after.number}::int)`;
  return sql<DayChange[]>`
    select l.*, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at_key,
      coalesce(f.title, 'Joined with another finding') as title, coalesce(f.severity_set, f.severity, -1)::int as severity
    from (
      select d.repo_id, r.full_name, e.finding_number as number, e.at
      from unnest(${[...days]}::text[]::date[], ${instants.slice(0, -1)}::text[]::timestamptz[],
        ${instants.slice(1)}::text[]::timestamptz[]) asked(day, starts_at, ends_at)
      join repository_days d on d.day = asked.day
      join repositories r on r.org_id = d.org_id and r.id = d.repo_id
      cross join lateral (
        select at, finding_number from finding_events
        where org_id = ${scope.orgId} and repo_id = d.repo_id and at >= asked.starts_at and at < asked.ends_at and ${ofKind(sql, kind)}) e
      where d.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'd.repo_id')}
        and d.day between ${days[0] ?? null}::text::date and ${days.at(-1) ?? null}::text::date and ${counted(sql, kind)}
        and ${countedThen(sql, scope)} and ${rest}
      order by d.repo_id, e.at, e.finding_number limit ${limit}) l
    left join findings f on f.org_id = ${scope.orgId} and f.repo_id = l.repo_id and f.number = l.number
    order by l.repo_id, l.at, l.number`;
}
