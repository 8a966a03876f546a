import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { PathPattern, PathSeverity } from '#lib/domain/privilege/path/pattern.ts';
import type { PathCertainty } from '#lib/domain/privilege/path-report/stored-path.ts';
import type { Connection } from '../client.ts';
import type { privilegePathChanges, privilegePaths } from '../schema/path.ts';
import type { Fragment } from './fragment.ts';
import { inScope, type RepositoryScope } from './scope.ts';

export type StoredPath = typeof privilegePaths.$inferSelect & {
  system: string;
  /** Name of the other system that the target is in. */
  targetHome: string | null;
};
export type StoredPathChange = Pick<
  typeof privilegePathChanges.$inferSelect,
  'id' | 'repoId' | 'kind' | 'path' | 'at' | 'people' | 'because' | 'joint'
>;

export interface PathPage {
  open: boolean;
  system: string | null;
  /** Name in lower case of the repository that the target is in. */
  repository: string | null;
  target: string | null;
  principal: string | null;
  patterns: PathPattern[] | null;
  severities: PathSeverity[] | null;
  certainty: PathCertainty | null;
  alone: boolean | null;
  ownersOnly: boolean | null;
  after: { rank: number; repoId: number; id: number } | null;
  limit: number;
}

/** Paths, what is certain first, the worst first. */
export async function listPaths(sql: Connection, scope: ReadScope, page: PathPage): Promise<StoredPath[]> {
  const { open, repository, target, certainty, after, limit } = page;
  return sql<StoredPath[]>`
    select p.*, r.full_name as system, t.full_name as target_home from privilege_paths p
    join repositories r on r.org_id = p.org_id and r.id = p.repo_id and r.deleting_at is null
    left join repositories t on t.org_id = p.org_id and t.id = p.target_system
    where p.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'p.repo_id')}
      and ${targetInScope(sql, scope)}
      and ${open ? sql`p.until is null` : sql`p.until is not null`}
      and ${repository === null ? sql`true` : sql`lower(p.target_repository) = ${repository}`}
      and ${target === null ? sql`true` : sql`p.target_id = ${target}`}
      and ${certainty === null ? sql`true` : sql`p.certainty = ${certainty}`}
      and ${filters(sql, scope, page)}
      and ${after === null ? sql`true` : sql`(p.rank, p.repo_id, p.id) > (${after.rank}, ${after.repoId}, ${after.id})`}
    order by p.rank, p.repo_id, p.id limit ${limit}`;
}

/** Open paths of a system that are proven, and that somebody who is no owner can go alone. */
export async function countPathsAlone(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from privilege_paths
    where org_id = ${orgId} and repo_id = ${repoId} and until is null and certainty = 'proven' and alone_count > 0
      and not owners_only`;
  return row?.count ?? 0;
}

function filters(sql: Connection, scope: ReadScope, page: PathPage): Fragment {
  const { system, patterns, severities, alone, ownersOnly } = page;
  return sql`
    ${system === null ? sql`true` : sql`r.slug = ${system.toLowerCase()}`}
    and ${patterns === null ? sql`true` : sql`p.pattern = any(${patterns}::text[])`}
    and ${severities === null ? sql`true` : sql`p.severity = any(${severities}::text[])`}
    and ${alone === null ? sql`true` : alone ? sql`p.alone_count > 0` : sql`p.alone_count = 0`}
    and ${ownersOnly === null ? sql`true` : sql`p.owners_only = ${ownersOnly}`}
    and ${ofPrincipal(sql, scope, page)}`;
}

/** A target in another system is shown to those who may read that system too. */
const targetInScope = (sql: Connection, scope: ReadScope): Fragment =>
  sql`(p.target_system is null or ${inScope(sql, scope, 'p.target_system')})`;

/** By the sets that the principal is in, which are few; then by the paths that have them. */
function ofPrincipal(sql: Connection, scope: ReadScope, { principal, alone }: PathPage): Fragment {
  if (principal === null) return sql`true`;
  const column = sql.unsafe(alone === true ? 'p.alone_set' : 'p.helped_set');
  return sql`(p.repo_id, ${column}) in (
    select s.repo_id, s.id from privilege_path_sets s
    where s.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')} and s.members @> array[${principal}]::text[])`;
}

export async function findPath(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: { repoId: number; number: number },
): Promise<(StoredPath & { fullName: string }) | null> {
  const [row] = await sql<(StoredPath & { fullName: string })[]>`
    select p.*, r.full_name as system, r.full_name, t.full_name as target_home from privilege_paths p
    join repositories r on r.org_id = p.org_id and r.id = p.repo_id and r.deleting_at is null
    left join repositories t on t.org_id = p.org_id and t.id = p.target_system
    where p.org_id = ${scope.orgId} and p.repo_id = ${repoId} and p.id = ${number} and r.org_id = ${scope.orgId}
      and ${targetInScope(sql, scope)}`;
  return row ?? null;
}

export interface PathChangesPage {
  system: string | null;
  kind: 'gained' | 'lost' | null;
  since: Date | null;
  until: Date | null;
  after: { at: string; repoId: number; id: number } | null;
  limit: number;
}

/** Changes, those of the newest inventory first, each with its path. */
export async function listPathChanges(
  sql: Connection,
  scope: ReadScope,
  { system, kind, since, until, after, limit }: PathChangesPage,
): Promise<{ change: StoredPathChange & { instant: string }; path: StoredPath }[]> {
  const rows = await sql<(StoredPath & { change: StoredPathChange & { instant: string } })[]>`
    select p.*, r.full_name as system, t.full_name as target_home, jsonb_build_object('id', c.id, 'repoId', c.repo_id, 'kind', c.kind, 'path', c.path,
      'instant', c.at, 'people', c.people, 'because', c.because, 'joint', c.joint) as change
    from privilege_path_changes c
    join privilege_paths p on p.org_id = c.org_id and p.repo_id = c.repo_id and p.id = c.path
    join repositories r on r.org_id = c.org_id and r.id = c.repo_id and r.deleting_at is null
    left join repositories t on t.org_id = p.org_id and t.id = p.target_system
    where c.org_id = ${scope.orgId} and p.org_id = ${scope.orgId} and r.org_id = ${scope.orgId}
      and ${inScope(sql, scope, 'c.repo_id')} and ${targetInScope(sql, scope)}
      and ${system === null ? sql`true` : sql`r.slug = ${system.toLowerCase()}`}
      and ${kind === null ? sql`true` : sql`c.kind = ${kind}`}
      and ${since === null ? sql`true` : sql`c.at > ${since}`}
      and ${until === null ? sql`true` : sql`c.at <= ${until}`}
      and ${after === null ? sql`true` : sql`(c.at, c.repo_id, c.id) < (${after.at}::timestamptz, ${after.repoId}, ${after.id})`}
    order by c.at desc, c.repo_id desc, c.id desc limit ${limit}`;
  return rows.map(({ change, ...path }) => ({ change, path }));
}
