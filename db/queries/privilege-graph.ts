import type { InferSelectModel } from 'drizzle-orm';
import type { Connection } from '../client.ts';
import type {
  privilegeGrants,
  privilegeMemberships,
  privilegePrincipals,
  privilegeResources,
} from '../schema/privilege.ts';
import type { RepositoryScope } from './scope.ts';

type Principal = InferSelectModel<typeof privilegePrincipals>;
type Resource = InferSelectModel<typeof privilegeResources>;
type Membership = InferSelectModel<typeof privilegeMemberships>;
type Grant = InferSelectModel<typeof privilegeGrants>;

/** Rows that are read at a time. */
const PAGE = 1000;

/** What stands in a system: principals, in pages, by their numbers. */
export const eachPrincipal = (sql: Connection, scope: RepositoryScope): AsyncGenerator<Principal[]> =>
  byNumber(sql, scope, 'privilege_principals');

/** Resources, in pages, by their numbers. */
export const eachResource = (sql: Connection, scope: RepositoryScope): AsyncGenerator<Resource[]> =>
  byNumber(sql, scope, 'privilege_resources');

/** Memberships, in pages. */
export const eachMembership = (sql: Connection, scope: RepositoryScope): AsyncGenerator<Membership[]> =>
  byKey(sql, scope, 'privilege_memberships');

/** Rights, in pages. */
export const eachGrant = (sql: Connection, scope: RepositoryScope): AsyncGenerator<Grant[]> =>
  byKey(sql, scope, 'privilege_grants');

async function* byNumber<T extends { number: number }>(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  table: string,
): AsyncGenerator<T[]> {
  for (let after = 0; ; ) {
    const rows: T[] = await sql<T[]>`
      select * from ${sql(table)}
      where org_id = ${orgId} and repo_id = ${repoId} and number > ${after} and until is null
      order by number limit ${PAGE}`;
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.number;
  }
}

async function* byKey<T extends { key: Buffer }>(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  table: string,
): AsyncGenerator<T[]> {
  for (let after: Buffer = Buffer.alloc(0); ; ) {
    const rows: T[] = await sql<T[]>`
      select * from ${sql(table)}
      where org_id = ${orgId} and repo_id = ${repoId} and key > ${after} and until is null
      order by key limit ${PAGE}`;
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.key;
  }
}
