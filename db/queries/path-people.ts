import type { Connection } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

export interface PathPerson {
  /** `person:user:11` */
  key: string;
  /** In the order of the set, from 1. */
  place: number;
  /** What the newest snapshot says of who it is; null: nothing. */
  number: number | null;
  name: string | null;
  lastActiveAt: Date | null;
  lastActiveTold: boolean;
}

/** Those of a set of principals, page by page, with what their system says of them. */
export async function listPathPeople(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  { set, after, limit }: { set: number; after: number; limit: number },
): Promise<PathPerson[]> {
  return sql<PathPerson[]>`
    select m.key, m.place, p.number, p.name, p.last_active_at, coalesce(p.last_active_told, false) as last_active_told
    from (
      select u.key, u.place::int as place from privilege_path_sets s
      cross join lateral unnest(s.members) with ordinality u(key, place)
      where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.id = ${set} and u.place > ${after}
      order by u.place limit ${limit}) m
    left join privilege_principals p on p.org_id = ${orgId} and p.repo_id = ${repoId} and p.until is null
      and p.external_id = substr(m.key, strpos(m.key, ':') + 1)
    order by m.place`;
}

/** When principals of a system were last seen, by their ids there; those of whom it says nothing are left out. */
export async function findLastActive(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  externalIds: readonly string[],
): Promise<{ externalId: string; lastActiveAt: Date | null; lastActiveTold: boolean }[]> {
  if (externalIds.length === 0) return [];
  return sql`
    select external_id, last_active_at, last_active_told from privilege_principals
    where org_id = ${orgId} and repo_id = ${repoId} and until is null and external_id = any(${[...externalIds]}::text[])`;
}
