import type { InferSelectModel } from 'drizzle-orm';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { type Exploit, exploitOf } from '#lib/domain/finding/exploit.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { confidenceNumber, severityOf } from '#lib/domain/finding/severity-number.ts';
import { type BrokenRule, brokenRules } from '#lib/domain/policy/broken-rules.ts';
import type { NumberedFacts } from '#lib/domain/policy/compose-gate.ts';
import type { StoredGate } from '#lib/domain/policy/gate.ts';
import type { FactGroup, FindingFacts } from '#lib/domain/policy/gate-facts.ts';
import type { DetailedFinding } from '#lib/domain/policy/remedies.ts';
import type { Connection, Transaction } from '../client.ts';
import { rowColumns } from '../row-columns.ts';
import { gateAnswers } from '../schema/policy.ts';
import { inScope, type RepositoryScope } from './scope.ts';

export type GateAnswer = InferSelectModel<typeof gateAnswers>;

type FactColumns = Pick<FindingFacts, 'category' | 'live' | 'fixable' | 'accepted'> & {
  severity: number;
  exploit: number;
};

/** What rules ask of a finding `f` with its action `a`. False positives are asked for nowhere. */
const facts = (sql: Connection) => sql`
  coalesce(f.severity_set, f.severity)::int as severity, f.category, f.exploit, f.category = 'secret' and f.confidence = ${confidenceNumber('verified')}::int as live,
  a.kind <> 'watch' as fixable, f.decided is not distinct from 'accepted' as accepted`;

const factsOf = <Row extends FactColumns>(row: Row): Omit<Row, 'severity' | 'exploit'> & FindingFacts => ({
  ...row,
  severity: severityOf(row.severity),
  exploit: exploitOf(row.exploit),
});

/** The facts of these findings, in no order, without false positives. */
export async function findNumberedFacts(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
): Promise<NumberedFacts[]> {
  if (numbers.length === 0) return [];
  const rows = await sql<(FactColumns & { number: number })[]>`
    select f.number, ${facts(sql)}
    from findings f
    join actions a on a.org_id = ${orgId} and a.repo_id = ${repoId} and a.number = f.action_number
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...numbers]}::int[])
      and f.decided is distinct from 'false_positive'`;
  return rows.map(factsOf);
}

/** What the streams have now, each finding once, counted by what rules ask of them. */
export async function countPresentFacts(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  streamIds: readonly number[],
): Promise<FactGroup[]> {
  const rows = await sql<(FactColumns & { count: number })[]>`
    select ${facts(sql)}, count(*)::int as count
    from (
      select distinct s.finding_number from sightings s
      where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = any(${[...streamIds]}::int[])
        and s.until_upload is null and s.suppressed = 0) present
    join findings f on f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = present.finding_number
    join actions a on a.org_id = ${orgId} and a.repo_id = ${repoId} and a.number = f.action_number
    where f.decided is distinct from 'false_positive'
    group by 1, 2, 3, 4, 5, 6`;
  return rows.map(factsOf);
}

/** The worst findings that the streams have now; `accepted`: only those under an exception. */
export async function findPresentFacts(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  streamIds: readonly number[],
  wanted: { categories: readonly Category[]; accepted: boolean; limit: number },
): Promise<NumberedFacts[]> {
  const rows = await sql<(FactColumns & { number: number })[]>`
    select f.number, ${facts(sql)}
    from findings f
    join actions a on a.org_id = ${orgId} and a.repo_id = ${repoId} and a.number = f.action_number
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.category = any(${[...wanted.categories]}::text[])
      and ${wanted.accepted ? sql`f.decided = 'accepted'` : sql`f.decided is distinct from 'false_positive'`}
      and exists (
        select 1 from sightings s
        where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.finding_number = f.number
          and s.stream_id = any(${[...streamIds]}::int[]) and s.until_upload is null and s.suppressed = 0)
    order by f.exploit desc, coalesce(f.severity_set, f.severity) desc, f.number limit ${wanted.limit}`;
  return rows.map(factsOf);
}

type DetailRow = Omit<DetailedFinding, 'severity' | 'exploit' | 'fix' | 'fixes'> & {
  severity: number;
  exploit: number;
  fixes: string[] | null;
};

/** What an answer says of these findings, in no order. */
export async function findGateFindings(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
): Promise<DetailedFinding[]> {
  if (numbers.length === 0) return [];
  const rows = await sql<DetailRow[]>`
    select f.number, f.title, coalesce(f.severity_set, f.severity)::int as severity, f.category, f.exploit, f.rule_id as rule, f.path, f.line,
      f.package_name as package, f.package_version as version, f.advisory, said.ecosystem, said.fixes
    from findings f
    left join lateral (
      select e.record ->> 'packageEcosystem' as ecosystem, coalesce(nullif(e.record -> 'fixedVersions', '[]'), to_jsonb(f.fixed_versions), '[]') as fixes from evidence e
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = f.number
      order by e.upload desc, e.stream_id limit 1) said on true
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...numbers]}::int[])`;
  return rows.map(({ fixes, severity, exploit, ...row }) => {
    const known: { severity: DetailedFinding['severity']; exploit: Exploit } = {
      severity: severityOf(severity),
      exploit: exploitOf(exploit),
    };
    return { ...row, ...known, fixes: fixes ?? [], fix: null };
  });
}

/** Keeps what was said of an upload; a report that is released is judged again. */
export async function writeGateAnswer(tx: Transaction, row: GateAnswer): Promise<void> {
  const { orgId, repoId, upload, ...said } = row;
  await tx`
    insert into gate_answers ${tx(rowColumns(tx, gateAnswers, { orgId, repoId, upload, ...said }))}
    on conflict (org_id, repo_id, upload) do update set pipeline_id = excluded.pipeline_id, at = excluded.at, outcome = excluded.outcome,
      policy_version = excluded.policy_version, override_version = excluded.override_version, answer = excluded.answer,
      facts = excluded.facts, introduced = excluded.introduced`;
}

export type ShownAnswer = Pick<GateAnswer, 'at' | 'policyVersion' | 'overrideVersion' | 'answer'>;

/** What the policy said of an upload; null where none judged it. */
export async function findGateAnswer(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  upload: number,
): Promise<ShownAnswer | null> {
  const [row] = await sql<ShownAnswer[]>`
    select at, policy_version, override_version, answer from gate_answers
    where org_id = ${orgId} and repo_id = ${repoId} and upload = ${upload}`;
  return row ?? null;
}

/** Of these uploads those whose answers fail, with the rules that are broken and the findings that are named for each. */
export async function findBroken(
  tx: Connection,
  { orgId, repoId }: RepositoryScope,
  uploads: readonly number[],
): Promise<{ upload: number; broken: BrokenRule[] }[]> {
  if (uploads.length === 0) return [];
  const rows = await tx<{ upload: number; rules: StoredGate['rules'] }[]>`
    select upload, answer -> 'rules' as rules from gate_answers
    where org_id = ${orgId} and repo_id = ${repoId} and upload = any(${[...uploads]}::int[]) and outcome = 'fail'`;
  return rows.map(({ upload, rules }) => ({ upload, broken: brokenRules(rules) }));
}

/** What the reports that are in effect introduced. */
export interface JudgedUpload extends Pick<GateAnswer, 'introduced' | 'facts'> {
  number: number;
  commit: string | null;
  orderAt: Date;
  pipeline: string;
}

/** Of these uploads those that were judged; of one pipeline, where it is named. */
export async function findJudgedUploads(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  pipeline: string | null,
): Promise<JudgedUpload[]> {
  if (numbers.length === 0) return [];
  return sql<JudgedUpload[]>`
    select u.number, u.commit, u.order_at, p.key as pipeline, g.introduced, g.facts
    from uploads u
    join pipelines p on p.org_id = ${orgId} and p.repo_id = ${repoId} and p.id = u.pipeline_id
    join gate_answers g on g.org_id = ${orgId} and g.repo_id = ${repoId} and g.upload = u.number
    where u.org_id = ${orgId} and u.repo_id = ${repoId} and u.number = any(${[...numbers]}::int[])
      and ${pipeline === null ? sql`true` : sql`p.key = ${pipeline}`}
    order by u.number`;
}

/** Reports of a ref that have not taken effect: those that wait to be read, and those that are held. */
export async function findWaitingUploads(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  { ref, pipeline }: { ref: string; pipeline: string | null },
): Promise<{ number: number; scanner: string | null; state: 'received' | 'processing' | 'held' }[]> {
  const ofPipeline = pipeline === null ? sql`true` : sql`p.key = ${pipeline}`;
  // Two arms, each served by an index: unfinished uploads are few, and a stream has one held report at most.
  return sql<{ number: number; scanner: string | null; state: 'received' | 'processing' | 'held' }[]>`
    select w.number, coalesce(w.scanner, w.claim) as scanner, w.state
    from (
      select u.number, u.scanner, u.claim, u.state, u.pipeline_id from uploads u
      where u.org_id = ${orgId} and u.repo_id = ${repoId} and u.ref = ${ref} and u.state in ('received', 'processing')
      union
      select u.number, u.scanner, u.claim, u.state, u.pipeline_id from streams st
      join uploads u on u.org_id = ${orgId} and u.repo_id = ${repoId} and u.number = st.held_upload
      where st.org_id = ${orgId} and st.repo_id = ${repoId} and st.ref = ${ref} and u.state = 'held') w
    join pipelines p on p.org_id = ${orgId} and p.repo_id = ${repoId} and p.id = w.pipeline_id
    where ${ofPipeline} order by w.number limit 100`;
}

export interface PastAnswer extends Pick<GateAnswer, 'repoId' | 'upload' | 'at' | 'outcome' | 'facts'> {
  fullName: string;
  runId: number | null;
  ref: string;
}

/** What was judged since a moment, newest first. */
export async function findPastAnswers(
  sql: Connection,
  scope: ReadScope,
  page: { since: Date; repoIds: readonly number[] | null; limit: number },
): Promise<PastAnswer[]> {
  const { orgId } = scope;
  return sql<PastAnswer[]>`
    select g.repo_id, g.upload, g.at, g.outcome, g.facts, r.full_name, u.run_id, u.ref
    from gate_answers g
    join repositories r on r.org_id = ${orgId} and r.id = g.repo_id
    join uploads u on u.org_id = ${orgId} and u.repo_id = g.repo_id and u.number = g.upload
    where g.org_id = ${orgId} and ${inScope(sql, scope, 'g.repo_id', page.repoIds)} and g.at >= ${page.since}
      and r.deleting_at is null
    order by g.at desc, g.repo_id desc, g.upload desc limit ${page.limit}`;
}
