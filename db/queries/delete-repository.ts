import type { Connection, Transaction } from '../client.ts';
import { BY_MONTH } from '../kinds.ts';
import type { RepositoryScope } from './scope.ts';

/** How much a repository holds. */
export interface RepositoryContents {
  findings: number;
  events: number;
  uploads: number;
  /** Of its stored reports, as they lie on the disk. */
  reportBytes: number;
  streams: number;
}

export async function countContents(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<RepositoryContents> {
  const [row] = await sql<RepositoryContents[]>`
    select (select count(*)::int from findings where org_id = ${orgId} and repo_id = ${repoId}) as findings,
      (select count(*)::int from finding_events where org_id = ${orgId} and repo_id = ${repoId}) as events,
      (select count(*)::int from streams where org_id = ${orgId} and repo_id = ${repoId}) as streams,
      u.uploads, u.report_bytes
    from (
      select count(*)::int as uploads,
        coalesce(sum(stored_bytes) filter (where state <> 'rejected' and bytes_removed_at is null), 0)::float8 as report_bytes
      from uploads where org_id = ${orgId} and repo_id = ${repoId}) u`;
  return row ?? { findings: 0, events: 0, uploads: 0, reportBytes: 0, streams: 0 };
}

/**
 * Takes a repository out of everything that names repositories, until it is removed. Its name and its former names are
 * free: no name that is given to a repository holds a `#`.
 */
export async function markDeleting(tx: Transaction, { orgId, repoId }: RepositoryScope, now: Date): Promise<void> {
  const name = `deleted#${repoId}`;
  await tx`delete from former_names where org_id = ${orgId} and repo_id = ${repoId}`;
  await tx`
    update repositories set deleting_at = ${now}, archived = true, slug = ${name}, full_name = ${name}
    where org_id = ${orgId} and id = ${repoId}`;
}

/** Blob names of the repository's uploads. */
export async function findBlobs(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<string[]> {
  const rows = await sql<{ blob: string }[]>`
    select blob from uploads where org_id = ${orgId} and repo_id = ${repoId}`;
  return rows.map((row) => row.blob);
}

/** Tables with very many rows, those that refer to others first, and those that no `on delete cascade` empties. */
const EMPTIED_FIRST = [
  'sightings',
  'evidence',
  ...BY_MONTH,
  'finding_terms',
  'privilege_changes',
  'privilege_grants',
  'privilege_memberships',
  'privilege_principals',
  'privilege_resources',
  'privilege_untold',
] as const;

/** Deletes a repository with all its rows. Its row and state must be locked. Queued jobs of its uploads then do nothing. */
export async function deleteRepository(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  // Whoever delivers a report at this moment holds the row: wait before any other row is locked.
  await tx`select 1 from repositories where org_id = ${orgId} and id = ${repoId} for update`;
  await deleteOwnWords(tx, { orgId, repoId });
  for (const table of EMPTIED_FIRST) {
    await tx`delete from ${tx(table)} where org_id = ${orgId} and repo_id = ${repoId}`;
  }
  await tx`delete from repositories where org_id = ${orgId} and id = ${repoId}`;
}

/** Deletes titles and rules that only findings of this repository have: text search finds words in them. */
async function deleteOwnWords(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`
    delete from titles t using (
      select distinct title from findings where org_id = ${orgId} and repo_id = ${repoId}) own
    where t.org_id = ${orgId} and t.title = own.title and not exists (
      select 1 from findings f
      where f.org_id = ${orgId} and hashtextextended(f.title, 0) = hashtextextended(t.title, 0) and f.title = t.title
        and f.repo_id <> ${repoId})`;
  await tx`
    delete from rules r using (
      select distinct rule_id from findings where org_id = ${orgId} and repo_id = ${repoId}) own
    where r.org_id = ${orgId} and r.rule_id = own.rule_id and not exists (
      select 1 from findings f where f.org_id = ${orgId} and f.rule_id = r.rule_id and f.repo_id <> ${repoId})`;
}

/** Repositories that a job has to remove. */
export async function findDeleting(sql: Connection): Promise<RepositoryScope[]> {
  return sql<RepositoryScope[]>`
    select org_id, id as repo_id from repositories where deleting_at is not null order by org_id, id`;
}
