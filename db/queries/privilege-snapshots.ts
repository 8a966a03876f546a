import type { InferSelectModel } from 'drizzle-orm';
import type { UntoldPart } from '#lib/domain/privilege/history/told.ts';
import { type BulkRow, bulkInsert, Json } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { privilegeChanges, privilegeSnapshots, privilegeUntold } from '../schema/privilege.ts';
import type { RepositoryScope } from './scope.ts';

export type Snapshot = InferSelectModel<typeof privilegeSnapshots>;
export type NewSnapshot = Omit<Snapshot, 'orgId' | 'repoId' | 'removedAt'>;

/** The newest snapshot of a system; null: there is none. */
export async function findLatestSnapshot(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<Snapshot | null> {
  const [row] = await sql<Snapshot[]>`
    select * from privilege_snapshots where org_id = ${orgId} and repo_id = ${repoId} order by number desc limit 1`;
  return row ?? null;
}

export async function insertSnapshot(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { sections, ...row }: NewSnapshot,
): Promise<void> {
  await bulkInsert(tx, privilegeSnapshots, { orgId, repoId, removedAt: null }, [
    { ...row, sections: new Json(JSON.stringify(sections)) },
  ]);
}

/** Another upload of the same inventory took effect. */
export async function moveSnapshot(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  number: number,
  upload: number,
): Promise<void> {
  await tx`
    update privilege_snapshots set upload = ${upload}
    where org_id = ${orgId} and repo_id = ${repoId} and number = ${number}`;
}

export async function findUntold(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<UntoldPart[]> {
  return tx<UntoldPart[]>`
    select section, encode(resource, 'hex') as resource from privilege_untold where org_id = ${orgId} and repo_id = ${repoId}`;
}

export async function writeUntold(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  parts: readonly UntoldPart[],
): Promise<void> {
  await tx`delete from privilege_untold where org_id = ${orgId} and repo_id = ${repoId}`;
  const rows = parts.map(({ section, resource }) => ({ section, resource: Buffer.from(resource, 'hex') }));
  await bulkInsert(tx, privilegeUntold, { orgId, repoId }, rows);
}

export type NewChange = Omit<BulkRow<typeof privilegeChanges>, 'orgId' | 'repoId' | 'snapshot' | 'at'>;

export async function insertChanges(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { snapshot, at }: { snapshot: number; at: Date },
  rows: readonly NewChange[],
): Promise<void> {
  await bulkInsert(tx, privilegeChanges, { orgId, repoId, snapshot, at }, rows);
}

/** How many rows stand after a snapshot, and of how many nothing, or not all, is known. */
export async function countStanding(
  tx: Connection,
  { orgId, repoId }: RepositoryScope,
): Promise<Pick<Snapshot, 'principals' | 'memberships' | 'resources' | 'grants' | 'unknown'>> {
  const [row] = await tx<Pick<Snapshot, 'principals' | 'memberships' | 'resources' | 'grants' | 'unknown'>[]>`
    select p.rows::int as principals, m.rows::int as memberships, r.rows::int as resources, g.rows::int as grants,
      (p.open + m.open + r.open + g.open)::int as unknown
    from (select count(*) as rows, count(unknown_since) as open from privilege_principals
        where org_id = ${orgId} and repo_id = ${repoId} and until is null) p,
      (select count(*) as rows, count(unknown_since) as open from privilege_memberships
        where org_id = ${orgId} and repo_id = ${repoId} and until is null) m,
      (select count(*) as rows, count(unknown_since) as open from privilege_resources
        where org_id = ${orgId} and repo_id = ${repoId} and until is null) r,
      (select count(*) as rows, count(unknown_since) as open from privilege_grants
        where org_id = ${orgId} and repo_id = ${repoId} and until is null) g`;
  return row ?? { principals: 0, memberships: 0, resources: 0, grants: 0, unknown: 0 };
}
