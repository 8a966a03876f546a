import type { InferSelectModel } from 'drizzle-orm';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import type { Connection, Transaction } from '../client.ts';
import type { repositories } from '../schema/organization.ts';
import { inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

export type Repository = InferSelectModel<typeof repositories>;

export interface NewRepository {
  fullName: string;
  defaultBranch: string;
  demo: boolean;
  /** Left out: `code`. */
  kind?: RepositoryKind;
  now: Date;
}

/** For writes, which check the permission themselves. Reads use `findVisibleRepository`. */
export async function findRepositoryByName(
  sql: Connection,
  scope: OrganizationScope,
  fullName: string,
): Promise<Repository | null> {
  const [row] = await sql<Repository[]>`
    select * from repositories
    where org_id = ${scope.orgId} and slug = ${fullName.toLowerCase()} and deleting_at is null`;
  return row ?? null;
}

/**
 * The repository that a report under this name belongs to, by its present or a former name. It cannot be deleted or
 * renamed before the transaction ends.
 */
export async function findRepositoryForDelivery(
  tx: Transaction,
  scope: OrganizationScope,
  name: string,
): Promise<Repository | null> {
  const slug = name.toLowerCase();
  const [row] = await tx<Repository[]>`
    select * from repositories where org_id = ${scope.orgId} and id = coalesce(
      (select id from repositories where org_id = ${scope.orgId} and slug = ${slug}),
      (select repo_id from former_names where org_id = ${scope.orgId} and slug = ${slug}))
    for key share`;
  return row ?? null;
}

/** The repository of this name when it is in scope. */
export async function findVisibleRepository(
  sql: Connection,
  scope: ReadScope,
  fullName: string,
): Promise<Repository | null> {
  const [row] = await sql<Repository[]>`
    select * from repositories
    where org_id = ${scope.orgId} and slug = ${fullName.toLowerCase()} and deleting_at is null
      and ${inScope(sql, scope, 'id')}`;
  return row ?? null;
}

export async function findRepository(sql: Connection, scope: RepositoryScope): Promise<Repository | null> {
  const [row] = await sql<Repository[]>`
    select * from repositories where org_id = ${scope.orgId} and id = ${scope.repoId}`;
  return row ?? null;
}

/** Creates a repository with the defaults of a new one, and its state row; returns the one that exists when there is one. */
export async function ensureRepository(
  sql: Transaction,
  scope: OrganizationScope,
  input: NewRepository,
): Promise<Repository> {
  const slug = input.fullName.toLowerCase();
  await sql`
    insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs,
      criticality, exposure, archived, hold_suspicious, demo, created_at)
    values (${scope.orgId}, ${slug}, ${input.fullName}, ${input.kind ?? 'code'}, ${input.defaultBranch}, false, '{}',
      'normal', 'internal', false, true, ${input.demo}, ${input.now})
    on conflict (org_id, slug) do nothing`;
  const repository = await findRepositoryByName(sql, scope, input.fullName);
  if (!repository) throw new Error('repository vanished while it was being created');
  await sql`
    insert into repository_state (org_id, repo_id, not_measured, open_critical, open_high, open_medium, open_low,
      open_info, open_unknown, open_actions, uploads)
    values (${scope.orgId}, ${repository.id}, 100, 0, 0, 0, 0, 0, 0, 0, 0)
    on conflict (org_id, repo_id) do nothing`;
  return repository;
}

/** The repository, its row locked until the transaction ends. */
export async function findRepositoryForUpdate(tx: Transaction, scope: RepositoryScope): Promise<Repository | null> {
  const [row] = await tx<Repository[]>`
    select * from repositories where org_id = ${scope.orgId} and id = ${scope.repoId} for no key update`;
  return row ?? null;
}

export type RepositorySettings = Pick<
  Repository,
  | 'defaultBranch'
  | 'defaultBranchKnown'
  | 'trackedRefs'
  | 'criticality'
  | 'exposure'
  | 'archived'
  | 'holdSuspicious'
  | 'codeHost'
  | 'codeUrl'
  | 'badgeKey'
>;

/** Gives the repository another name; only letter case may differ. Its row and state must be locked. */
export async function setRepositoryName(tx: Transaction, scope: RepositoryScope, fullName: string): Promise<void> {
  await tx`
    update repositories set full_name = ${fullName}, slug = ${fullName.toLowerCase()}
    where org_id = ${scope.orgId} and id = ${scope.repoId}`;
}

export async function updateRepository(
  sql: Transaction,
  scope: RepositoryScope,
  settings: RepositorySettings,
  now: Date,
): Promise<void> {
  await sql`
    update repositories set default_branch = ${settings.defaultBranch}, default_branch_known = ${settings.defaultBranchKnown},
      tracked_refs = ${settings.trackedRefs}, criticality = ${settings.criticality}, exposure = ${settings.exposure},
      archived = ${settings.archived},
      archived_at = case when not ${settings.archived}::boolean then null when archived then archived_at else ${now}::timestamptz end,
      hold_suspicious = ${settings.holdSuspicious},
      code_host = ${settings.codeHost}, code_url = ${settings.codeUrl}, badge_key = ${settings.badgeKey}
    where org_id = ${scope.orgId} and id = ${scope.repoId}`;
}
