import type { ActionKind } from '#lib/domain/action/key.ts';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import type { Severity } from '#lib/domain/finding/finding.ts';
import type { Connection } from '../client.ts';
import type { ActionListRow } from './actions-read.ts';
import { LEARNED_COLUMNS, type LearnedColumns, learnedOf } from './efforts.ts';
import { placesAs } from './places.ts';
import { countsForOrganization, type OrganizationScope } from './scope.ts';

const KEV = EXPLOITS.indexOf('kev');

/** A fix that can be done, as far as the choice of the next few needs it. */
export interface DoableRow {
  repoId: number;
  number: number;
  kind: ActionKind;
  lane: 0 | 1;
  value: number;
  gain: number;
  /** The highest severity of its open findings. */
  severity: Severity | null;
}

/** From each repository as many as the next few are ever chosen from. */
const PER_REPOSITORY = 800;

/** The first fixes of the queue of every repository that counts, whoever sees it. */
export async function findDoable(sql: Connection, { orgId }: OrganizationScope): Promise<DoableRow[]> {
  return sql<DoableRow[]>`
    select q.repo_id, q.number, q.kind, q.lane, q.value, q.gain,
      case when q.load ? 'critical' then 'critical' when q.load ? 'high' then 'high' when q.load ? 'medium' then 'medium'
        when q.load ? 'unknown' then 'unknown' when q.load ? 'low' then 'low' when q.load ? 'info' then 'info' end as severity
    from (
      select a.*, row_number() over (partition by a.repo_id order by a.lane, a.value desc, a.number desc) as place
      from actions a join repositories r on r.org_id = a.org_id and r.id = a.repo_id
      where a.org_id = ${orgId} and r.org_id = ${orgId} and a.open > 0 and a.lane in (0, 1)
        and ${countsForOrganization(sql, { orgId })}) q
    where q.place <= ${PER_REPOSITORY}
    order by q.lane, q.value desc, q.repo_id desc, q.number desc`;
}

export interface DueCounts {
  repoId: number;
  /** Past their due date by now. */
  overdue: number;
  /** Of these, since `since`. */
  newlyOverdue: number;
  /** Until `until`. */
  next: number;
}

interface DueWindow {
  since: Date;
  now: Date;
  until: Date;
}

/** Fixes that can be done by their due dates, for each repository that counts. */
export async function countDue(
  sql: Connection,
  { orgId }: OrganizationScope,
  { since, now, until }: DueWindow,
): Promise<DueCounts[]> {
  return sql<DueCounts[]>`
    select a.repo_id, count(*) filter (where a.due_at < ${now})::int as overdue,
      count(*) filter (where a.due_at < ${now} and a.due_at >= ${since})::int as newly_overdue,
      count(*) filter (where a.due_at >= ${now})::int as next
    from actions a join repositories r on r.org_id = a.org_id and r.id = a.repo_id
    where a.org_id = ${orgId} and r.org_id = ${orgId} and a.open > 0 and a.lane in (0, 1) and a.due_at < ${until}
      and ${countsForOrganization(sql, { orgId })}
    group by a.repo_id`;
}

/** Fixes with open findings that KEV lists, by repository. */
export async function countExploited(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<{ repoId: number; count: number }[]> {
  return sql<{ repoId: number; count: number }[]>`
    select f.repo_id, count(distinct f.action_number)::int as count
    from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    where f.org_id = ${orgId} and r.org_id = ${orgId} and f.state = 'open' and f.exploit >= ${KEV}::smallint
      and ${countsForOrganization(sql, { orgId })}
    group by f.repo_id`;
}

export interface DueRow {
  repoId: number;
  number: number;
}

/** The first few of each repository whose due date is in the window: by date, then in the order of the queue. */
export async function findDue(
  sql: Connection,
  { orgId }: OrganizationScope,
  { from, until, limit }: { from: Date; until: Date; limit: number },
): Promise<DueRow[]> {
  return sql<DueRow[]>`
    select q.repo_id, q.number from (
      select a.*, row_number() over (partition by a.repo_id order by a.due_at, a.lane, a.value desc, a.number desc) as place
      from actions a join repositories r on r.org_id = a.org_id and r.id = a.repo_id
      where a.org_id = ${orgId} and r.org_id = ${orgId} and a.open > 0 and a.lane in (0, 1)
        and a.due_at >= ${from} and a.due_at < ${until} and ${countsForOrganization(sql, { orgId })}) q
    where q.place <= ${limit}
    order by q.due_at, q.lane, q.value desc, q.repo_id desc, q.number desc`;
}

export interface FlowRow {
  repoId: number;
  count: number;
}

/** Findings that were fixed since then and still are, by repository. */
export async function countFixedSince(sql: Connection, { orgId }: OrganizationScope, since: Date): Promise<FlowRow[]> {
  return sql<FlowRow[]>`
    select repo_id, count(*)::int as count from findings
    where org_id = ${orgId} and state = 'fixed' and fixed_at >= ${since} group by repo_id`;
}

export interface HeldRow {
  repoId: number;
  number: number;
  fullName: string;
  scanner: string | null;
  receivedAt: Date;
}

/** Reports that wait for a person, the oldest first. */
export async function findHeld(sql: Connection, { orgId }: OrganizationScope, limit: number): Promise<HeldRow[]> {
  return sql<HeldRow[]>`
    select u.repo_id, u.number, r.full_name, u.scanner, u.received_at from uploads u
    join repositories r on r.org_id = u.org_id and r.id = u.repo_id
    where u.org_id = ${orgId} and r.org_id = ${orgId} and u.state = 'held' and ${countsForOrganization(sql, { orgId })}
    order by u.received_at, u.repo_id, u.number limit ${limit}`;
}

export type ChosenAction = Pick<
  ActionListRow,
  'repoId' | 'number' | 'kind' | 'category' | 'target' | 'open' | 'load' | 'effortKind' | 'dueAt' | 'lane' | 'gain'
> &
  LearnedColumns & { key: string; ruleId: string | null; ruleName: string | null };

/** Fixes by their ids, with the rule of the worst of their open findings. */
export async function findChosen(
  sql: Connection,
  { orgId }: OrganizationScope,
  ids: readonly { repoId: number; number: number }[],
): Promise<ChosenAction[]> {
  if (ids.length === 0) return [];
  return sql<ChosenAction[]>`
    select a.repo_id, a.number, a.kind, a.key, a.category, a.target, a.open, a.load, a.effort_kind, a.due_at, a.lane, a.gain,
      f.rule_id, n.name as rule_name, ${sql.unsafe(LEARNED_COLUMNS)}
    from ${placesAs(sql, 'wanted', ids)}
    join actions a on a.org_id = ${orgId} and a.repo_id = wanted.repo_id and a.number = wanted.number
    join repositories r on r.org_id = ${orgId} and r.id = a.repo_id ${learnedOf(sql, { orgId })}
    left join lateral (
      select f.rule_id, f.scanner from findings f
      where f.org_id = ${orgId} and f.repo_id = a.repo_id and f.action_number = a.number and f.state = 'open'
      order by f.number limit 1) f on true
    left join rules n on n.org_id = ${orgId} and n.scanner = f.scanner and n.rule_id = f.rule_id`;
}

export interface TeamName {
  id: number;
  slug: string;
  name: string;
}

export async function findTeamNames(sql: Connection, { orgId }: OrganizationScope): Promise<TeamName[]> {
  return sql<TeamName[]>`select id, slug, name from teams where org_id = ${orgId} order by slug`;
}
