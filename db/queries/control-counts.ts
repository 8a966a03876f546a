import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { RuleEffect } from '#lib/domain/policy/judgement.ts';
import type { Connection } from '../client.ts';
import { countsForOrganization, inScope } from './scope.ts';

export interface OutcomeCount {
  rule: string;
  /** Said of systems and their repositories; else of files of pipelines. */
  system: boolean;
  pass: number;
  fail: number;
  unknown: number;
}

/**
 * How each rule of ours came out in each repository that counts, of what streams of tracked refs looked at last. What nobody
 * looked at since `fresh` passes no more; what failed then still does.
 */
export async function countOutcomes(sql: Connection, scope: ReadScope, fresh: Date): Promise<OutcomeCount[]> {
  return sql<OutcomeCount[]>`
    select rule, system, count(*) filter (where state = 1)::int as pass, count(*) filter (where state = 3)::int as fail,
      count(*) filter (where state = 2)::int as unknown
    from (
      select o.rule, j.kind in ('system', 'repository') as system, j.repo_id,
        case when j.kind in ('system', 'repository') then j.kind || ' ' || j.name else '' end as place,
        max(case when o.state = 'fail' then 3 when o.state = 'unknown' or j.at < ${fresh} then 2 else 1 end) as state
      from judged_subjects j
      join streams s on s.org_id = j.org_id and s.repo_id = j.repo_id and s.id = j.stream_id
      join repositories r on r.org_id = j.org_id and r.id = j.repo_id
      cross join lateral jsonb_each_text(j.outcomes) as o(rule, state)
      where j.org_id = ${scope.orgId} and s.org_id = ${scope.orgId} and r.org_id = ${scope.orgId}
        and ${inScope(sql, scope, 'j.repo_id')} and ${countsForOrganization(sql, scope)} and r.deleting_at is null
        and s.tracked and s.retired_at is null
      group by 1, 2, 3, 4) judged
    group by rule, system`;
}

export interface LookedAt {
  /** Repositories of code that count, and those of them of which no file of a pipeline was looked at. */
  code: number;
  withoutFiles: number;
  /** Systems with an inventory. */
  systems: number;
}

export async function countLookedAt(sql: Connection, scope: ReadScope): Promise<LookedAt> {
  const [row] = await sql<LookedAt[]>`
    select count(*) filter (where r.kind = 'code')::int as code,
      count(*) filter (where r.kind = 'code' and not seen.files)::int as without_files,
      count(*) filter (where seen.system)::int as systems
    from repositories r
    cross join lateral (
      select coalesce(bool_or(j.kind not in ('system', 'repository')), false) as files,
        coalesce(bool_or(j.kind = 'system'), false) as system
      from judged_subjects j
      join streams s on s.org_id = j.org_id and s.repo_id = j.repo_id and s.id = j.stream_id
      where j.org_id = ${scope.orgId} and j.repo_id = r.id and s.org_id = ${scope.orgId}
        and s.tracked and s.retired_at is null) seen
    where r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and ${countsForOrganization(sql, scope)}
      and r.deleting_at is null`;
  return row ?? { code: 0, withoutFiles: 0, systems: 0 };
}

export interface ScanCount {
  category: Category;
  pass: number;
  fail: number;
  unknown: number;
}

/** Severity numbers from which on a finding is critical or high. */
const HIGH = 3;

/** Of each category: repositories with something critical or high open, with a fresh scan and none, and all others. */
export async function countScans(
  sql: Connection,
  scope: ReadScope,
  categories: readonly Category[],
  fresh: Date,
): Promise<ScanCount[]> {
  return sql<ScanCount[]>`
    with code as (
      select r.id from repositories r
      where r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and ${countsForOrganization(sql, scope)}
        and r.deleting_at is null and r.kind = 'code'),
    seen as (
      select s.repo_id, c.category, max(s.last_success_at) as at from streams s
      cross join lateral unnest(s.categories) as c(category)
      where s.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')} and s.tracked and s.retired_at is null
      group by 1, 2),
    bad as (
      select f.repo_id, f.category from finding_counts f
      where f.org_id = ${scope.orgId} and ${inScope(sql, scope, 'f.repo_id')} and f.state = 'open' and f.severity >= ${HIGH}
        and f.count > 0
      group by 1, 2)
    select wanted.category, count(*) filter (where bad.repo_id is not null)::int as fail,
      count(*) filter (where bad.repo_id is null and seen.at >= ${fresh})::int as pass,
      count(*) filter (where bad.repo_id is null and (seen.at is null or seen.at < ${fresh}))::int as unknown
    from code cross join unnest(${[...categories]}::text[]) as wanted(category)
    left join seen on seen.repo_id = code.id and seen.category = wanted.category
    left join bad on bad.repo_id = code.id and bad.category = wanted.category
    group by wanted.category`;
}

/** The newest answer of the gate about the default branch since then, of each repository of code that counts; null: none. */
export async function countLastGates(
  sql: Connection,
  scope: ReadScope,
  since: Date,
): Promise<{ outcome: RuleEffect | null; count: number }[]> {
  return sql<{ outcome: RuleEffect | null; count: number }[]>`
    select last.outcome, count(*)::int as count from repositories r
    left join lateral (
      select g.outcome from gate_answers g
      join uploads u on u.org_id = g.org_id and u.repo_id = g.repo_id and u.number = g.upload
      where g.org_id = ${scope.orgId} and g.repo_id = r.id and u.org_id = ${scope.orgId} and u.repo_id = r.id
        and g.at >= ${since} and u.ref = r.default_branch
      order by g.at desc, g.upload desc limit 1) last on true
    where r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and ${countsForOrganization(sql, scope)}
      and r.deleting_at is null and r.kind = 'code'
    group by last.outcome`;
}

export interface RuleFindings {
  rule: string;
  open: number;
  accepted: number;
}

/** Findings of these rules: open ones, and those whose risk is accepted. */
export async function countRuleFindings(
  sql: Connection,
  scope: ReadScope,
  rules: readonly string[],
): Promise<RuleFindings[]> {
  return sql<RuleFindings[]>`
    select f.rule_id as rule, count(*) filter (where f.state = 'open')::int as open,
      count(*) filter (where f.state = 'accepted')::int as accepted
    from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    where f.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and f.rule_id = any(${[...rules]}::text[])
      and f.state in ('open', 'accepted') and ${inScope(sql, scope, 'f.repo_id')} and ${countsForOrganization(sql, scope)}
      and r.deleting_at is null
    group by f.rule_id`;
}
