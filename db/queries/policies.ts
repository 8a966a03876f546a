import type { InferSelectModel } from 'drizzle-orm';
import type { Policy, PolicyOverride } from '#lib/domain/policy/schema.ts';
import type { Connection, Transaction } from '../client.ts';
import { rowColumns } from '../row-columns.ts';
import { policyOverrides, policyVersions } from '../schema/policy.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export type PolicyVersion = InferSelectModel<typeof policyVersions>;
export type OverrideVersion = InferSelectModel<typeof policyOverrides>;

/** What holds for a repository: the newest versions, and its labels, which rules may be about. */
export interface PolicyInForce {
  policy: { version: number; policy: Policy } | null;
  override: { version: number; policy: PolicyOverride | null } | null;
  labels: string[];
  /** Key of the pipeline that was asked for. */
  pipeline: string | null;
}

export async function findPolicyInForce(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  pipelineId: number | null,
): Promise<PolicyInForce> {
  const [row] = await sql<PolicyInForce[]>`
    select (
        select jsonb_build_object('version', p.version, 'policy', p.policy) from policy_versions p
        where p.org_id = ${orgId} order by p.version desc limit 1) as policy,
      (
        select jsonb_build_object('version', o.version, 'policy', o.policy) from policy_overrides o
        where o.org_id = ${orgId} and o.repo_id = ${repoId} order by o.version desc limit 1) as override,
      array(
        select l.label from repository_labels l
        where l.org_id = ${orgId} and l.repo_id = ${repoId} order by l.label) as labels,
      (
        select p.key from pipelines p
        where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.id = ${pipelineId}::int) as pipeline`;
  return row ?? { policy: null, override: null, labels: [], pipeline: null };
}

/** A version with the present name of whoever saved it. */
export type Named<Version> = Omit<Version, 'policy' | 'text'> & { author: string | null };

/** The version that is in force; null while the built-in policy is. */
export async function findPolicy(sql: Connection, { orgId }: OrganizationScope): Promise<PolicyVersion | null> {
  const [row] = await sql<PolicyVersion[]>`
    select * from policy_versions where org_id = ${orgId} order by version desc limit 1`;
  return row ?? null;
}

export async function findPolicyVersion(
  sql: Connection,
  { orgId }: OrganizationScope,
  version: number,
): Promise<(PolicyVersion & { author: string | null }) | null> {
  const [row] = await sql<(PolicyVersion & { author: string | null })[]>`
    select p.*, coalesce(u.name, p.by_token) as author from policy_versions p
    left join users u on u.org_id = ${orgId} and u.id = p.user_id
    where p.org_id = ${orgId} and p.version = ${version}`;
  return row ?? null;
}

/** Newest first, without their texts. */
export async function listPolicyVersions(
  sql: Connection,
  { orgId }: OrganizationScope,
  page: { before: number | null; limit: number },
): Promise<Named<PolicyVersion>[]> {
  return sql<Named<PolicyVersion>[]>`
    select p.org_id, p.version, p.message, p.user_id, p.by_token, p.at, coalesce(u.name, p.by_token) as author
    from policy_versions p left join users u on u.org_id = ${orgId} and u.id = p.user_id
    where p.org_id = ${orgId} and ${page.before === null ? sql`true` : sql`p.version < ${page.before}`}
    order by p.version desc limit ${page.limit}`;
}

export async function insertPolicyVersion(tx: Transaction, row: PolicyVersion): Promise<void> {
  await tx`insert into policy_versions ${tx(rowColumns(tx, policyVersions, row))}`;
}

export async function findOverride(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<OverrideVersion | null> {
  const [row] = await sql<OverrideVersion[]>`
    select * from policy_overrides where org_id = ${orgId} and repo_id = ${repoId} order by version desc limit 1`;
  return row ?? null;
}

/** Newest first. */
export async function listOverrideVersions(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  limit: number,
): Promise<(OverrideVersion & { author: string | null })[]> {
  return sql<(OverrideVersion & { author: string | null })[]>`
    select o.*, coalesce(u.name, o.by_token) as author from policy_overrides o
    left join users u on u.org_id = ${orgId} and u.id = o.user_id
    where o.org_id = ${orgId} and o.repo_id = ${repoId} order by o.version desc limit ${limit}`;
}

export async function insertOverrideVersion(tx: Transaction, row: OverrideVersion): Promise<void> {
  await tx`insert into policy_overrides ${tx(rowColumns(tx, policyOverrides, row))}`;
}

/** The newest own rules of repositories that have some, by repository. */
export async function findOverridesOf(
  sql: Connection,
  { orgId }: OrganizationScope,
  repoIds: readonly number[],
): Promise<Map<number, PolicyOverride>> {
  const rows = await sql<{ repoId: number; policy: PolicyOverride | null }[]>`
    select distinct on (repo_id) repo_id, policy from policy_overrides
    where org_id = ${orgId} and repo_id = any(${[...repoIds]}::int[]) order by repo_id, version desc`;
  return new Map(rows.flatMap(({ repoId, policy }) => (policy === null ? [] : [[repoId, policy] as const])));
}
