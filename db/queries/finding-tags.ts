import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection, Transaction } from '../client.ts';
import type { JoinPair } from './finding-joins.ts';
import { conditions, type FindingFilter, placesOf } from './findings-filter.ts';
import { MATCH_LIMIT } from './findings-matches.ts';
import { placesAs, repositoriesOf } from './places.ts';
import { inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

/** Tags of these findings, in alphabetical order. */
export async function findTags(
  sql: Connection,
  { orgId }: OrganizationScope,
  places: readonly { repoId: number; number: number }[],
): Promise<{ repoId: number; number: number; tag: string }[]> {
  if (places.length === 0) return [];
  return sql<{ repoId: number; number: number; tag: string }[]>`
    select t.repo_id, t.finding_number as number, t.tag
    from ${placesAs(sql, 'p', places)}
    join finding_tags t on t.org_id = ${orgId} and t.repo_id = p.repo_id and t.finding_number = p.number
    where t.repo_id = any(${repositoriesOf(places)}::int[])
    order by t.tag`;
}

/** Returns the pairs that are new. */
export async function insertTags(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  tags: readonly string[],
  now: Date,
): Promise<{ number: number; tag: string }[]> {
  return tx<{ number: number; tag: string }[]>`
    insert into finding_tags (org_id, repo_id, finding_number, tag, tagged_at)
    select ${orgId}::int, ${repoId}::int, f.number, t.tag, ${now}::timestamptz
    from unnest(${[...findings]}::int[]) as f(number) cross join unnest(${[...tags]}::text[]) as t(tag)
    on conflict (org_id, repo_id, finding_number, tag) do nothing
    returning finding_number as number, tag`;
}

/** Returns the pairs that are gone. */
export async function deleteTags(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  tags: readonly string[],
): Promise<{ number: number; tag: string }[]> {
  return tx<{ number: number; tag: string }[]>`
    delete from finding_tags
    where org_id = ${orgId} and repo_id = ${repoId} and finding_number = any(${[...findings]}::int[]) and tag = any(${[...tags]}::text[])
    returning finding_number as number, tag`;
}

/** The first of these findings that has more tags than that; null: none has. */
export async function findOverTagged(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  findings: readonly number[],
  most: number,
): Promise<number | null> {
  const [row] = await tx<{ number: number }[]>`
    select finding_number as number from finding_tags
    where org_id = ${orgId} and repo_id = ${repoId} and finding_number = any(${[...findings]}::int[])
    group by finding_number having count(*) > ${most} order by finding_number limit 1`;
  return row?.number ?? null;
}

/** How many different tags the organization has, up to `limit`: each is one step in the index. */
export async function countTagWords(sql: Connection, { orgId }: OrganizationScope, limit: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    with recursive words(tag, place) as (
      (select tag, 1 from finding_tags where org_id = ${orgId} order by tag limit 1)
      union all
      select (select t.tag from finding_tags t where t.org_id = ${orgId} and t.tag > words.tag order by t.tag limit 1), place + 1
      from words where words.tag is not null and place < ${limit})
    select count(tag)::int as count from words`;
  return row?.count ?? 0;
}

/** Tags in use, those on the most findings first. @param pattern LIKE; null: all */
export async function listTags(
  sql: Connection,
  scope: ReadScope,
  { pattern, limit }: { pattern: string | null; limit: number },
): Promise<{ tag: string; count: number }[]> {
  return sql<{ tag: string; count: number }[]>`
    select t.tag, count(*)::int as count from finding_tags t
    where t.org_id = ${scope.orgId} and ${inScope(sql, scope, 't.repo_id')} ${pattern === null ? sql`` : sql`and t.tag like ${pattern}`}
    group by t.tag order by count desc, t.tag limit ${limit}`;
}

/**
 * How many findings of a filter each tag is on, among the first 10,001 taggings. Its own choice is left out. The findings of
 * a repository are looked up at once: they lie close together, and each page is touched once.
 */
export async function countTags(
  sql: Connection,
  scope: ReadScope,
  filter: FindingFilter,
  limit: number,
): Promise<{ tag: string; count: number }[]> {
  return sql<{ tag: string; count: number }[]>`
    with tagged as materialized (
      select t.repo_id, t.finding_number, t.tag from finding_tags t
      where t.org_id = ${scope.orgId} and ${inScope(sql, scope, 't.repo_id', placesOf(filter))} limit ${MATCH_LIMIT}),
    found as materialized (
      select m.repo_id, m.number from (
        select repo_id, array_agg(distinct finding_number) as numbers from tagged group by repo_id) t
      cross join lateral (
        select f.repo_id, f.number from findings f
        where ${conditions(sql, scope, filter, ['tags'])} and f.repo_id = t.repo_id and f.number = any(t.numbers) offset 0) m)
    select tagged.tag, count(*)::int as count from tagged
    join found on found.repo_id = tagged.repo_id and found.number = tagged.finding_number
    group by tagged.tag order by count desc, tagged.tag limit ${limit}`;
}

/** Tags go with a finding that becomes one with an older one. */
export async function moveTags(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  pairs: readonly JoinPair[],
): Promise<void> {
  await tx`
    insert into finding_tags (org_id, repo_id, finding_number, tag, tagged_at)
    select t.org_id, t.repo_id, p.target, t.tag, t.tagged_at
    from unnest(${pairs.map(({ from }) => from)}::int[], ${pairs.map(({ to }) => to)}::int[]) as p(source, target)
    join finding_tags t on t.org_id = ${orgId} and t.repo_id = ${repoId} and t.finding_number = p.source
    on conflict (org_id, repo_id, finding_number, tag) do nothing`;
}
