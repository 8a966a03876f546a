import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { GateRule } from '#lib/domain/policy/gate.ts';
import type { RuleEffect } from '#lib/domain/policy/judgement.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { GateAnswer } from './gates.ts';
import { ofEachPipeline, RUN_COLUMNS, type RunRow } from './pipelines.ts';
import { armsInScope, countsForOrganization, inScope, type OrganizationScope } from './scope.ts';

/** Which answers; null does not filter. */
export interface GateFilter {
  repoIds: number[] | null;
  /** Ids of repositories to leave out, where none is asked for by name. */
  withoutRepoIds: number[] | null;
  /** Of the only repository of `repoIds`. */
  pipelineIds: readonly number[] | null;
  outcome: RuleEffect | null;
}

export interface GatePage {
  /** Of the last row: when it was judged, to the microsecond, its repository and upload. */
  after: { at: string; repoId: number; upload: number } | null;
  limit: number;
}

export type BrokenRuleRow = Pick<GateRule, 'id' | 'title' | 'kind' | 'outcome' | 'effect' | 'message' | 'count'>;

export interface GateHistoryRow
  extends Pick<GateAnswer, 'repoId' | 'upload' | 'at' | 'outcome' | 'policyVersion' | 'overrideVersion'>,
    RunRow {
  fullName: string;
  ref: string;
  commit: string | null;
  scanner: string | null;
  /** Those that are not met, in the order of the policy. */
  broken: BrokenRuleRow[];
  /** Sort key to the microsecond, for cursors. */
  key: string;
}

/** A page of what gates said of reports, newest first. */
export async function listGateAnswers(
  sql: Connection,
  scope: ReadScope,
  { repoIds, withoutRepoIds, pipelineIds, outcome }: GateFilter,
  { after, limit }: GatePage,
): Promise<GateHistoryRow[]> {
  const { orgId } = scope;
  const order = sql`order by g.at desc, g.repo_id desc, g.upload desc`;
  const arms = armsInScope(sql, scope, 'g.repo_id', repoIds).map((arm) => {
    const read = (own: Fragment) => sql`
      select g.* from gate_answers g
      where g.org_id = ${orgId} and ${arm} and ${own}
        and ${withoutRepoIds === null || withoutRepoIds.length === 0 ? sql`true` : sql`g.repo_id <> all(${withoutRepoIds}::int[])`}
        and ${outcome === null ? sql`true` : outcome === 'fail' ? sql`g.outcome = 'fail'` : sql`g.outcome = ${outcome}`}
        and ${after === null ? sql`true` : sql`(g.at, g.repo_id, g.upload) < (${after.at}::text::timestamptz, ${after.repoId}::int, ${after.upload}::int)`}
      ${order} limit ${limit}`;
    return sql`(${ofEachPipeline(sql, 'g.pipeline_id', pipelineIds, read)})`;
  });
  if (arms.length === 0) return [];
  return sql<GateHistoryRow[]>`
    select g.repo_id, g.upload, g.at, g.outcome, g.policy_version, g.override_version, r.full_name,
      u.ref, u.commit, u.scanner, ${sql.unsafe(RUN_COLUMNS)},
      to_char(g.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key,
      coalesce((
        select jsonb_agg(rule - 'findings' - 'remedy' - 'advice' order by place)
        from jsonb_array_elements(g.answer -> 'rules') with ordinality as rules(rule, place)
        where rule ->> 'effect' <> 'pass'), '[]'::jsonb) as broken
    from (select g.* from (${arms.reduce((all, arm) => sql`${all} union all ${arm}`)}) g ${order} limit ${limit}) g
    join repositories r on r.org_id = ${orgId} and r.id = g.repo_id and r.deleting_at is null
    join pipelines p on p.org_id = ${orgId} and p.repo_id = g.repo_id and p.id = g.pipeline_id
    join uploads u on u.org_id = ${orgId} and u.repo_id = g.repo_id and u.number = g.upload
    left join runs on runs.org_id = ${orgId} and runs.repo_id = g.repo_id and runs.id = u.run_id
    ${order}`;
}

export interface GateCounts {
  repoId: number;
  fullName: string;
  judged: number;
  failed: number;
  warned: number;
}

interface GateWindow {
  since: Date;
  /** Null: all that count for the organization. */
  repoIds: number[] | null;
  pipelineIds: readonly number[] | null;
}

const counted = (sql: Connection, scope: ReadScope, { since, repoIds, pipelineIds }: GateWindow) => sql`
  from gate_answers g join repositories r on r.org_id = g.org_id and r.id = g.repo_id
  where g.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'g.repo_id', repoIds)}
    and g.at >= ${since} and r.deleting_at is null
    and ${repoIds === null ? countsForOrganization(sql, scope) : sql`true`}
    and ${pipelineIds === null ? sql`true` : sql`g.pipeline_id = any(${pipelineIds}::int[])`}`;

/** How reports came out since then, by repository. */
export async function countGates(sql: Connection, scope: ReadScope, window: GateWindow): Promise<GateCounts[]> {
  return sql<GateCounts[]>`
    select g.repo_id, r.full_name, count(*)::int as judged, count(*) filter (where g.outcome = 'fail')::int as failed,
      count(*) filter (where g.outcome = 'warn')::int as warned
    ${counted(sql, scope, window)} group by g.repo_id, r.full_name`;
}

export interface FailedRule {
  repoId: number;
  rule: string;
  /** Reports that it made fail. */
  failed: number;
}

/** Which rules made reports fail since then, by repository. */
export async function countFailedRules(sql: Connection, scope: ReadScope, window: GateWindow): Promise<FailedRule[]> {
  return sql<FailedRule[]>`
    select f.repo_id, broken ->> 'id' as rule, count(*)::int as failed
    from (select g.repo_id, g.answer ${counted(sql, scope, window)} and g.outcome = 'fail') f,
      jsonb_array_elements(f.answer -> 'rules') broken
    where broken ->> 'effect' = 'fail' group by 1, 2`;
}

export interface OpenDecisions {
  repoId: number;
  /** In force, and ending before `until`. */
  ending: number;
  firstEnd: Date | null;
  /** Requests that nobody has decided about. */
  waiting: number;
  firstAsked: Date | null;
}

/** Exceptions that end soon and those that wait for approval, of each repository that counts. */
export async function countOpenDecisions(
  sql: Connection,
  { orgId }: OrganizationScope,
  of: 'exceptions' | 'exemptions',
  until: Date,
): Promise<OpenDecisions[]> {
  return sql<OpenDecisions[]>`
    select e.repo_id, count(*) filter (where e.state = 'in_force')::int as ending,
      min(e.expires_at) filter (where e.state = 'in_force') as first_end,
      count(*) filter (where e.state = 'requested')::int as waiting,
      min(e.requested_at) filter (where e.state = 'requested') as first_asked
    from ${sql(of)} e join repositories r on r.org_id = e.org_id and r.id = e.repo_id
    where e.org_id = ${orgId} and r.org_id = ${orgId}
      and (e.state = 'requested' or (e.state = 'in_force' and e.expires_at < ${until}))
      and ${countsForOrganization(sql, { orgId })}
    group by e.repo_id`;
}
