import { type BulkRow, bulkInsert } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { comments } from '../schema/finding-people.ts';
import { personSees } from './assignees.ts';
import type { JoinPair } from './finding-joins.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

export type Comment = typeof comments.$inferSelect;

/** Comments on a finding, the oldest first. */
export async function findComments(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  finding: number,
  limit: number,
): Promise<Comment[]> {
  return sql<Comment[]>`
    select * from comments where org_id = ${orgId} and repo_id = ${repoId} and finding_number = ${finding}
    order by number limit ${limit}`;
}

/** One comment with the name of its repository. */
export async function findComment(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<(Comment & { fullName: string }) | null> {
  const [row] = await sql<(Comment & { fullName: string })[]>`
    select c.*, r.full_name from comments c join repositories r on r.org_id = ${orgId} and r.id = c.repo_id
    where c.org_id = ${orgId} and c.repo_id = ${repoId} and c.number = ${number} and r.deleting_at is null`;
  return row ?? null;
}

/** The same, locked. */
export async function lockComment(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<Comment | null> {
  const [row] = await tx<Comment[]>`
    select * from comments where org_id = ${orgId} and repo_id = ${repoId} and number = ${number} for update`;
  return row ?? null;
}

export async function countComments(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  finding: number,
): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from comments
    where org_id = ${orgId} and repo_id = ${repoId} and finding_number = ${finding}`;
  return row?.count ?? 0;
}

type NewComment = Omit<BulkRow<typeof comments>, 'orgId' | 'repoId' | 'editedAt' | 'deletedAt'>;

export async function insertComment(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  row: NewComment,
): Promise<void> {
  await bulkInsert(tx, comments, { orgId, repoId, editedAt: null, deletedAt: null }, [row]);
}

export async function updateComment(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  number: number,
  { body, mentions, editedAt, deletedAt }: Pick<Comment, 'body' | 'mentions' | 'editedAt' | 'deletedAt'>,
): Promise<void> {
  await tx`
    update comments set body = ${body}, mentions = ${mentions}::int[], edited_at = ${editedAt}, deleted_at = ${deletedAt}
    where org_id = ${orgId} and repo_id = ${repoId} and number = ${number}`;
}

/** Comments go with a finding that becomes one with an older one. */
export async function moveComments(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  pairs: readonly JoinPair[],
): Promise<void> {
  await tx`
    update comments c set finding_number = p.target
    from unnest(${pairs.map(({ from }) => from)}::int[], ${pairs.map(({ to }) => to)}::int[]) as p(source, target)
    where c.org_id = ${orgId} and c.repo_id = ${repoId} and c.finding_number = p.source`;
}

/** People who see the repository and whose name or address one of these lower-case texts begins with. */
export async function findNamedPeople(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  texts: readonly string[],
  limit: number,
): Promise<{ id: number; name: string; email: string }[]> {
  return sql<{ id: number; name: string; email: string }[]>`
    select u.id, u.name, u.email from users u join organizations o on o.id = u.org_id
    where u.org_id = ${orgId} and u.account_id is not null and ${personSees(sql, orgId, sql`${repoId}::int`)}
      and exists (
        select 1 from unnest(${[...texts]}::text[]) as t(text)
        where starts_with(t.text, lower(u.name)) or starts_with(t.text, lower(u.email)))
    order by u.id limit ${limit}`;
}

/** People who can be mentioned there. @param pattern ILIKE, of names; null: all */
export async function findMentionable(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  { pattern, limit }: { pattern: string | null; limit: number },
): Promise<{ id: number; name: string; email: string; shared: boolean }[]> {
  return sql<{ id: number; name: string; email: string; shared: boolean }[]>`
    select u.id, u.name, u.email, exists (
      select 1 from users other where other.org_id = ${orgId} and other.id <> u.id and lower(other.name) = lower(u.name)
        and other.removed_at is null) as shared
    from users u join organizations o on o.id = u.org_id
    where u.org_id = ${orgId} and u.account_id is not null ${pattern === null ? sql`` : sql`and u.name ilike ${pattern}`}
      and ${personSees(sql, orgId, sql`${repoId}::int`)}
    order by lower(u.name), u.id limit ${limit}`;
}

/** Names of people, of those who are not removed. */
export async function findNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: number; name: string }[]>`
    select id, name from users where org_id = ${orgId} and id = any(${[...ids]}::int[]) and removed_at is null`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
