import { asRecords, type BulkRow, bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { privilegePathChanges, type privilegePathRuns, privilegePathSets, privilegePaths } from '../schema/path.ts';
import { takeNumbers } from './numbers.ts';
import type { RepositoryScope } from './scope.ts';

type Row = BulkRow<typeof privilegePaths>;
export type NewPath = Omit<Row, 'orgId' | 'repoId' | 'until' | 'untilAt' | 'unreadSince'>;
export type NewPathChange = Omit<BulkRow<typeof privilegePathChanges>, 'orgId' | 'repoId' | 'id'>;
export type PathRun = typeof privilegePathRuns.$inferSelect;
export type OpenPath = Pick<NewPath, 'id' | 'key' | 'hash' | 'targetId' | 'certainty' | 'aloneSet'> & {
  unreadSince: number | null;
};

/** Paths that stand. */
export async function findOpenPaths(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<OpenPath[]> {
  return sql<OpenPath[]>`
    select id, key, hash, target_id, certainty, alone_set, unread_since from privilege_paths
    where org_id = ${orgId} and repo_id = ${repoId} and until is null`;
}

export async function findPathSets(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<{ id: number; hash: Buffer; members: string[] }[]> {
  return sql`select id, hash, members from privilege_path_sets where org_id = ${orgId} and repo_id = ${repoId}`;
}

/** Adds sets that are not there yet; returns their ids by hash, in hexadecimal. */
export async function addPathSets(
  tx: Transaction,
  scope: RepositoryScope,
  sets: readonly { hash: Buffer; members: readonly string[] }[],
): Promise<Map<string, number>> {
  const known = await tx<{ id: number; hash: Buffer }[]>`
    select id, hash from privilege_path_sets where org_id = ${scope.orgId} and repo_id = ${scope.repoId}`;
  const ids = new Map(known.map(({ id, hash }) => [hash.toString('hex'), id]));
  const fresh = new Map(sets.map((set) => [set.hash.toString('hex'), set]));
  for (const key of ids.keys()) fresh.delete(key);
  if (fresh.size === 0) return ids;
  const first = await takeNumbers(tx, scope, 'path_set', fresh.size);
  const rows = [...fresh.values()].map(({ hash, members }, at) => ({ id: first + at, hash, members: [...members] }));
  await bulkInsert(tx, privilegePathSets, { orgId: scope.orgId, repoId: scope.repoId }, rows);
  for (const { id, hash } of rows) ids.set(hash.toString('hex'), id);
  return ids;
}

export async function insertPaths(tx: Transaction, scope: RepositoryScope, rows: readonly NewPath[]): Promise<void> {
  const same = { orgId: scope.orgId, repoId: scope.repoId, until: null, untilAt: null, unreadSince: null };
  await bulkInsert(tx, privilegePaths, same, rows);
}

/** What changed of paths that stand; since when they do stays. */
export async function updatePaths(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly Omit<NewPath, 'since' | 'sinceAt'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.unsafe(
    `update privilege_paths p set severity = n.severity, certainty = n.certainty, rank = n.rank,
       target_name = n.target_name, target_repository = n.target_repository, target_system = n.target_system,
       because = n.because,
       alone_count = n.alone_count, helped_count = n.helped_count, owners_only = n.owners_only,
       alone_set = n.alone_set, helped_set = n.helped_set, detail = n.detail, cut = n.cut, hash = n.hash,
       unread_since = null
     from jsonb_populate_recordset(null::privilege_paths, $3::text::jsonb) n
     where p.org_id = $1 and p.repo_id = $2 and p.id = n.id`,
    [orgId, repoId, asRecords(privilegePaths, rows)],
  );
}

/** They were found again as they were. */
export async function notePathsRead(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  ids: readonly number[],
): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update privilege_paths set unread_since = null
    where org_id = ${orgId} and repo_id = ${repoId} and id = any(${[...ids]}::int[]) and unread_since is not null`;
}

/** The inventory does not tell what they rest on: they stand, and since when it is not known is kept. */
export async function notePathsUnread(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  ids: readonly number[],
  upload: number,
): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update privilege_paths set unread_since = ${upload}
    where org_id = ${orgId} and repo_id = ${repoId} and id = any(${[...ids]}::int[]) and unread_since is null`;
}

export async function closePaths(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  ids: readonly number[],
  by: { upload: number; at: Date },
): Promise<void> {
  if (ids.length === 0) return;
  await tx`
    update privilege_paths set until = ${by.upload}, until_at = ${by.at}
    where org_id = ${orgId} and repo_id = ${repoId} and id = any(${[...ids]}::int[])`;
}

/** Sets that no path refers to any more. */
export async function dropUnusedPathSets(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`
    delete from privilege_path_sets s where s.org_id = ${orgId} and s.repo_id = ${repoId}
      and not exists (
        select 1 from privilege_paths p
        where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.alone_set = s.id)
      and not exists (
        select 1 from privilege_paths p
        where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.helped_set = s.id)`;
}

export async function insertPathChanges(
  tx: Transaction,
  scope: RepositoryScope,
  rows: readonly NewPathChange[],
): Promise<void> {
  if (rows.length === 0) return;
  const first = await takeNumbers(tx, scope, 'path_change', rows.length);
  const numbered = rows.map((row, at) => ({ ...row, id: first + at }));
  await bulkInsert(tx, privilegePathChanges, { orgId: scope.orgId, repoId: scope.repoId }, numbered);
}

/** The newest inventory of a system whose paths were computed; `problem`: also one of which there are none. */
export async function findPathRun(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  { problem }: { problem: boolean },
): Promise<PathRun | null> {
  const [row] = await sql<PathRun[]>`
    select * from privilege_path_runs
    where org_id = ${orgId} and repo_id = ${repoId} and (${problem} or problem is null)
    order by upload desc limit 1`;
  return row ?? null;
}

/** Computing an inventory again replaces what was said of it, but not what it was found to change. */
export async function writePathRun(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  run: Omit<PathRun, 'orgId' | 'repoId'>,
): Promise<void> {
  await tx`
    insert into privilege_path_runs
      (org_id, repo_id, upload, collected_at, inputs, computed_at, paths, gained, lost, problem)
    values (${orgId}, ${repoId}, ${run.upload}, ${run.collectedAt}, ${JSON.stringify(run.inputs)}::text::jsonb,
      ${run.computedAt},
      ${run.paths}, ${run.gained}, ${run.lost}, ${run.problem})
    on conflict (org_id, repo_id, upload) do update set computed_at = excluded.computed_at, paths = excluded.paths,
      collected_at = excluded.collected_at, inputs = excluded.inputs,
      gained = privilege_path_runs.gained + excluded.gained, lost = privilege_path_runs.lost + excluded.lost,
      problem = excluded.problem`;
}
