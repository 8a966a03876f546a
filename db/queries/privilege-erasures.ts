import type { PrincipalKind } from '#lib/domain/privilege/inventory.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';
import { REMOVED_NAME } from './users.ts';

export interface KnownPrincipal {
  repoId: number;
  number: number;
  principalKind: PrincipalKind;
  principalName: string;
  principalOwner: string | null;
}

/** Principals of all systems that may be the person with this address, or theirs, by any name that they ever had. */
export async function findPrincipalsLike(
  sql: Connection,
  { orgId }: OrganizationScope,
  email: string,
): Promise<KnownPrincipal[]> {
  const address = email.toLowerCase();
  const login = address.slice(0, Math.max(0, address.lastIndexOf('@'))).replace(/[._-]+/g, '');
  const ends = (column: string) => sql`(
    right(lower(${sql.unsafe(column)}), ${address.length}) = ${address}
    or right(translate(lower(${sql.unsafe(column)}), '._-', ''), ${login.length}) = ${login})`;
  return sql<KnownPrincipal[]>`
    select distinct repo_id, number, kind as principal_kind, name as principal_name, owner as principal_owner
    from privilege_principals where org_id = ${orgId} and (${ends('name')} or ${ends('owner')})
    order by repo_id, number`;
}

/** Their history has no name from now on, nor what they have now once their system no longer tells of it. */
export async function insertErasures(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  principals: readonly number[],
  at: Date,
): Promise<void> {
  await tx`
    insert into privilege_erasures (org_id, repo_id, principal, kind, names, external_ids, at)
    select ${orgId}::int, ${repoId}::int, p.number, (array_agg(p.kind order by p.since desc))[1], '{}', '{}', ${at}::timestamptz
    from privilege_principals p
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.number = any(${[...principals]}::int[])
    group by p.number on conflict do nothing`;
}

/** Adds what they are called now, and since which inventory nothing is told of them. */
export async function noteErased(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`
    update privilege_erasures e set
      names = array(select distinct n from unnest(e.names || p.names) n where n <> ${REMOVED_NAME}),
      external_ids = array(select distinct n from unnest(e.external_ids || p.ids) n where n <> 'removed:' || e.principal),
      gone_upload = case when p.stands then null else coalesce(e.gone_upload, (
        select upload from privilege_snapshots
        where org_id = ${orgId} and repo_id = ${repoId} order by number desc limit 1)) end
    from (
      select number, array_agg(name) as names, array_agg(external_id) as ids, bool_or(until is null) as stands
      from privilege_principals
      where org_id = ${orgId} and repo_id = ${repoId} and number in (
        select principal from privilege_erasures where org_id = ${orgId} and repo_id = ${repoId})
      group by number) p
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.principal = p.number`;
}

export interface ErasedPrincipal {
  number: number;
  kind: PrincipalKind;
  /** Its system still tells of it. */
  stands: boolean;
  /** Nothing is computed any more in which it was there: paths are told by comparing two inventories. */
  settled: boolean;
  names: string[];
  ids: string[];
}

export async function findErased(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<ErasedPrincipal[]> {
  return sql<ErasedPrincipal[]>`
    select e.principal as number, e.kind, e.gone_upload is null as stands, e.names, e.external_ids as ids,
      e.gone_upload is not null and (
        not exists (select 1 from privilege_path_runs where org_id = ${orgId} and repo_id = ${repoId})
        or exists (
          select 1 from privilege_path_runs
          where org_id = ${orgId} and repo_id = ${repoId} and problem is null and upload >= e.gone_upload)) as settled
    from privilege_erasures e where e.org_id = ${orgId} and e.repo_id = ${repoId} order by e.principal`;
}

/**
 * Takes names out of versions that ended: of people their own, of what is theirs that of its owner. Numbers, levels and times stay, so
 * that counts and history do.
 */
export async function eraseVersions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { people, owned }: { people: readonly number[]; owned: readonly number[] },
): Promise<void> {
  const ended = tx`org_id = ${orgId} and repo_id = ${repoId} and until is not null`;
  await tx`
    update privilege_principals set name = ${REMOVED_NAME}, external_id = 'removed:' || number, owner = null, detail = '{}',
      content = ''::bytea
    where ${ended} and number = any(${[...people]}::int[]) and external_id <> 'removed:' || number`;
  await tx`
    update privilege_principals set owner = ${REMOVED_NAME}, content = ''::bytea
    where ${ended} and number = any(${[...owned]}::int[]) and owner <> ${REMOVED_NAME}`;
}

/** Takes away those by whom rights that ended were given. */
export async function eraseGivers(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  names: readonly string[],
): Promise<void> {
  await tx`
    update privilege_grants set detail = jsonb_set(detail, '{grantedBy}', to_jsonb(${REMOVED_NAME}::text))
    where org_id = ${orgId} and repo_id = ${repoId} and until is not null and detail ->> 'grantedBy' = any(${[...names]}::text[])`;
}

/** Gives what is gone other keys: nobody can guess the person from them, and who comes back is somebody new. */
export async function renewKeys(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  people: readonly number[],
): Promise<void> {
  const here = tx`org_id = ${orgId} and repo_id = ${repoId}`;
  await tx`
    with fresh as materialized (
      select w.number, uuid_send(gen_random_uuid()) as key from unnest(${[...people]}::int[]) as w(number))
    update privilege_principals p set key = f.key from fresh f
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.number = f.number`;
  await tx`
    update privilege_grants set key = uuid_send(gen_random_uuid()), content = ''::bytea
    where ${here} and principal = any(${[...people]}::int[])`;
  await tx`
    update privilege_memberships set key = uuid_send(gen_random_uuid()), content = ''::bytea
    where ${here} and member = any(${[...people]}::int[])`;
}

/** What is erased to its end needs no row any more. */
export async function deleteErasures(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  principals: readonly number[],
): Promise<void> {
  await tx`
    delete from privilege_erasures
    where org_id = ${orgId} and repo_id = ${repoId} and principal = any(${[...principals]}::int[])`;
}

/** In sets of who goes a path: one member stands for another from now on. */
export async function replacePathMember(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx`
    update privilege_path_sets
    set members = array_replace(members, ${from}, ${to}), hash = uuid_send(gen_random_uuid())
    where org_id = ${orgId} and repo_id = ${repoId} and members @> array[${from}]::text[]`;
}

/** What is said of paths that closed, and of who reached more or less, where one of these texts is in it. */
export async function findPathTexts(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  texts: readonly string[],
): Promise<{ table: 'path' | 'change'; id: number; first: unknown; second: unknown }[]> {
  // As they stand in the text of JSON: a name with a domain before it has a backslash.
  const written = texts.filter((text) => text !== '').map((text) => JSON.stringify(text).slice(1, -1));
  const names = (text: string) => sql`exists (
    select 1 from unnest(${written}::text[]) as w(text) where strpos(${sql.unsafe(text)}, w.text) > 0)`;
  return sql<{ table: 'path' | 'change'; id: number; first: unknown; second: unknown }[]>`
    select 'path' as table, p.id, p.detail as first, p.cut as second from privilege_paths p
    where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.until is not null
      and ${names(`p.detail::text || coalesce(p.cut::text, '')`)}
    union all
    select 'change', c.id, c.people, c.because from privilege_path_changes c
    where c.org_id = ${orgId} and c.repo_id = ${repoId} and ${names('c.people::text || c.because::text')}`;
}

export async function writePathText(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { table, id, first, second }: { table: 'path' | 'change'; id: number; first: unknown; second: unknown },
): Promise<void> {
  const [one, two] = [JSON.stringify(first), second === null ? null : JSON.stringify(second)];
  await (table === 'path'
    ? tx`update privilege_paths set detail = ${one}::text::jsonb, cut = ${two}::text::jsonb
        where org_id = ${orgId} and repo_id = ${repoId} and id = ${id}`
    : tx`update privilege_path_changes set people = ${one}::text::jsonb, because = ${two}::text::jsonb
        where org_id = ${orgId} and repo_id = ${repoId} and id = ${id}`);
}
