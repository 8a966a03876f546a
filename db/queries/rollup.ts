import type { Connection, Transaction } from '../client.ts';
import { countsForOrganization, type OrganizationScope } from './scope.ts';

export async function listOrganizationIds(sql: Connection): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`select id from organizations order by id`;
  return rows.map((row) => row.id);
}

/** Repositories whose score is older than `before`, or lacks what is kept beside it by now. */
export async function findRepositoriesToRescore(
  sql: Connection,
  scope: OrganizationScope,
  before: Date,
): Promise<number[]> {
  const rows = await sql<{ repoId: number }[]>`
    select repo_id from repository_state
    where org_id = ${scope.orgId} and uploads > 0 and (scored_at is null or scored_at < ${before} or coverage is null) order by repo_id`;
  return rows.map((row) => row.repoId);
}

interface DayFlows {
  introduced: number;
  reopened: number;
  fixed: number;
  disclosed: number;
  firstScan: number;
}

/** What opened and was fixed on a day in the repositories that count. */
export async function findDayFlows(sql: Connection, scope: OrganizationScope, day: string): Promise<DayFlows> {
  const [row] = await sql<DayFlows[]>`
    select coalesce(sum(introduced), 0)::int as introduced, coalesce(sum(reopened), 0)::int as reopened,
      coalesce(sum(fixed), 0)::int as fixed, coalesce(sum(disclosed), 0)::int as disclosed,
      coalesce(sum(first_scan), 0)::int as first_scan
    from repository_days d
    join repositories r on r.org_id = d.org_id and r.id = d.repo_id
    where d.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and d.day = ${day}::date
      and ${countsForOrganization(sql, scope)}`;
  return row ?? { introduced: 0, reopened: 0, fixed: 0, disclosed: 0, firstScan: 0 };
}

/** The words that stand in columns which scores are weighed by, over all organizations, each once. */
export async function findWordsInUse(sql: Connection): Promise<{ kind: string; word: string }[]> {
  return sql<{ kind: string; word: string }[]>`
    select 'criticality' as kind, criticality as word from repositories
    union select 'exposure', exposure from repositories
    union select 'state', state from finding_counts
    union select 'category', category from finding_counts
    order by 1, 2`;
}

export interface OrganizationDay {
  day: string;
  score: number | null;
  notMeasured: number;
  /** By severity: info 0 … critical 4, unknown 5. */
  open: readonly number[];
  introduced: number;
  reopened: number;
  fixed: number;
  disclosed: number;
  firstScan: number;
  repositories: number;
  formula: number;
}

export async function upsertOrganizationDay(
  sql: Transaction,
  scope: OrganizationScope,
  row: OrganizationDay,
): Promise<void> {
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = row.open;
  await sql`
    insert into organization_days (org_id, day, score, not_measured, detail, open_critical, open_high, open_medium, open_low,
      open_info, open_unknown, introduced, reopened, fixed, disclosed, first_scan, repositories, formula)
    values (${scope.orgId}, ${row.day}, ${row.score}, ${row.notMeasured}, null, ${critical}, ${high}, ${medium}, ${low},
      ${info}, ${unknown}, ${row.introduced}, ${row.reopened}, ${row.fixed}, ${row.disclosed}, ${row.firstScan}, ${row.repositories}, ${row.formula})
    on conflict (org_id, day) do update set score = excluded.score, not_measured = excluded.not_measured,
      open_critical = excluded.open_critical, open_high = excluded.open_high, open_medium = excluded.open_medium,
      open_low = excluded.open_low, open_info = excluded.open_info, open_unknown = excluded.open_unknown, introduced = excluded.introduced,
      reopened = excluded.reopened, fixed = excluded.fixed, disclosed = excluded.disclosed,
      first_scan = excluded.first_scan, repositories = excluded.repositories, formula = excluded.formula
    where not organization_days.final`;
}
