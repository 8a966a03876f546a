import type { InferSelectModel } from 'drizzle-orm';
import type { RowKind } from '#lib/domain/privilege/history/row.ts';
import { type BulkRow, bulkInsert } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { privilegeGrants, privilegeMemberships, privilegePrincipals, privilegeResources } from '../schema/privilege.ts';
import type { RepositoryScope } from './scope.ts';

const TABLES = {
  resource: privilegeResources,
  principal: privilegePrincipals,
  membership: privilegeMemberships,
  grant: privilegeGrants,
} as const;
type Tables = typeof TABLES;

const NAMES: Readonly<Record<RowKind, string>> = {
  resource: 'privilege_resources',
  principal: 'privilege_principals',
  membership: 'privilege_memberships',
  grant: 'privilege_grants',
};

export type StoredRow<K extends RowKind> = K extends RowKind ? InferSelectModel<Tables[K]> : never;
export type NewRow<K extends RowKind> = K extends RowKind ? Omit<BulkRow<Tables[K]>, 'orgId' | 'repoId'> : never;

/** What comparing needs of a row that stands; hashes as hex. */
export interface StandingRow {
  key: string;
  content: string;
  /** Nothing of it is known any more. */
  unknown: boolean;
  /** Of principals and resources; else 0. */
  number: number;
  /** Of resources: number of what it lies in. */
  parent: number | null;
}

const ROWS = 10_000;

/** All rows of a kind that stand, in batches. */
export function eachStanding(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  kind: RowKind,
): AsyncIterable<StandingRow[]> {
  const isNumbered = kind === 'principal' || kind === 'resource';
  const fields =
    kind === 'membership' ? tx`unknown_since is not null` : tx`unknown_since is not null and unknown_fields is null`;
  return tx<StandingRow[]>`
    select encode(key, 'hex') as key, encode(content, 'hex') as content, ${fields} as unknown,
      ${isNumbered ? tx`number` : tx`0`} as number, ${kind === 'resource' ? tx`parent` : tx`null`}::int as parent
    from ${tx(NAMES[kind])} where org_id = ${orgId} and repo_id = ${repoId} and until is null`.cursor(ROWS);
}

/** @param keys as hex */
export async function findStandingRows<K extends RowKind>(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  kind: K,
  keys: readonly string[],
): Promise<StoredRow<K>[]> {
  return tx<StoredRow<K>[]>`
    select * from ${tx(NAMES[kind])}
    where org_id = ${orgId} and repo_id = ${repoId} and ${withKeys(tx, keys)} and until is null`;
}

export async function insertRows<K extends RowKind>(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  kind: K,
  rows: readonly NewRow<K>[],
): Promise<void> {
  const table: (typeof TABLES)[RowKind] = TABLES[kind];
  await bulkInsert(tx, table, { orgId, repoId }, rows as readonly NewRow<RowKind>[] as never);
}

/** They are not any more from this snapshot on. */
export async function endRows(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  kind: RowKind,
  snapshot: number,
  keys: readonly string[],
): Promise<void> {
  await tx`
    update ${tx(NAMES[kind])} set until = ${snapshot}
    where org_id = ${orgId} and repo_id = ${repoId} and ${withKeys(tx, keys)} and until is null`;
}

/** Nothing is said of them from this snapshot on: what was said before stands. */
export async function markUnknown(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  kind: RowKind,
  snapshot: number,
  keys: readonly string[],
): Promise<void> {
  await tx`
    update ${tx(NAMES[kind])} set unknown_since = ${snapshot}
    where org_id = ${orgId} and repo_id = ${repoId} and ${withKeys(tx, keys)} and until is null and unknown_since is null`;
}

/** What was said of them now, which comes to the same as before. */
export async function noteContents(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  kind: RowKind,
  said: readonly { key: string; content: string }[],
): Promise<void> {
  await tx`
    update ${tx(NAMES[kind])} as t set content = decode(s.content, 'hex')
    from unnest(${said.map(({ key }) => key)}::text[], ${said.map(({ content }) => content)}::text[]) as s(key, content)
    where t.org_id = ${orgId} and t.repo_id = ${repoId} and t.key = decode(s.key, 'hex') and t.until is null`;
}

/** Of these numbers those that rows which stand refer to. */
export async function findReferred(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  kind: 'principal' | 'resource',
  numbers: readonly number[],
): Promise<number[]> {
  const stands = tx`org_id = ${orgId} and repo_id = ${repoId} and until is null`;
  const isReferred =
    kind === 'principal'
      ? tx`exists (select 1 from privilege_grants where ${stands} and principal = w.number)
          or exists (select 1 from privilege_memberships where ${stands} and (member = w.number or group_number = w.number))`
      : tx`exists (select 1 from privilege_grants where ${stands} and resource = w.number)`;
  const rows = await tx<{ number: number }[]>`
    select w.number from unnest(${[...numbers]}::int[]) as w(number) where ${isReferred}`;
  return rows.map(({ number }) => number);
}

const withKeys = (tx: Transaction, keys: readonly string[]) =>
  tx`key = any(array(select decode(k, 'hex') from unnest(${[...keys]}::text[]) k))`;
