import type { DeveloperSight, OwnershipSource } from '#lib/domain/team/sources.ts';
import type { Transaction } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';
import type { Team, TeamScope } from './teams-read.ts';

/**
 * Waits for changes of teams that are under way, which lock the organization, and lets none begin until the transaction
 * ends: so no pattern misses a name that is made at the same time.
 */
export async function awaitTeams(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`select 1 from organizations where id = ${orgId} for share`;
}

/** The team of this slug, as it is now. */
export async function findTeamToChange(
  tx: Transaction,
  { orgId }: OrganizationScope,
  slug: string,
): Promise<Team | null> {
  const [row] = await tx<Team[]>`select * from teams where org_id = ${orgId} and slug = ${slug.toLowerCase()}`;
  return row ?? null;
}

/** Null when the slug is taken. */
export async function insertTeam(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { slug, name, demo, now }: { slug: string; name: string; demo: boolean; now: Date },
): Promise<Team | null> {
  const [row] = await tx<Team[]>`
    insert into teams (org_id, slug, name, demo, created_at) values (${orgId}, ${slug}, ${name}, ${demo}, ${now})
    on conflict (org_id, slug) do nothing returning *`;
  return row ?? null;
}

export async function renameTeam(tx: Transaction, { orgId, teamId }: TeamScope, name: string): Promise<void> {
  await tx`update teams set name = ${name} where org_id = ${orgId} and id = ${teamId}`;
}

export async function deleteTeam(tx: Transaction, { orgId, teamId }: TeamScope): Promise<void> {
  await tx`delete from teams where org_id = ${orgId} and id = ${teamId}`;
}

/** What developers saw until now. */
export async function setDeveloperSight(
  tx: Transaction,
  { orgId }: OrganizationScope,
  sight: DeveloperSight,
): Promise<void> {
  await tx`update organizations set developer_sight = ${sight} where id = ${orgId}`;
}

/** Whether there is a team that the demo did not make, and what developers see. */
export async function findTeamsRule(
  tx: Transaction,
  { orgId }: OrganizationScope,
): Promise<{ developerSight: DeveloperSight; anyTeam: boolean }> {
  const [row] = await tx<{ developerSight: DeveloperSight; anyTeam: boolean }[]>`
    select developer_sight, exists (select 1 from teams where org_id = ${orgId} and not demo) as any_team
    from organizations where id = ${orgId}`;
  if (!row) throw new Error('the organization is gone');
  return row;
}

/** Patterns that the team did not have before. */
export async function insertPatterns(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  patterns: readonly string[],
): Promise<string[]> {
  const rows = await tx<{ pattern: string }[]>`
    insert into team_patterns (org_id, team_id, pattern)
    select ${orgId}::int, ${teamId}::int, pattern from unnest(${[...patterns]}::text[]) as given(pattern)
    on conflict do nothing returning pattern`;
  return rows.map(({ pattern }) => pattern);
}

/** Patterns that it had. */
export async function deletePatterns(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  patterns: readonly string[],
): Promise<string[]> {
  const rows = await tx<{ pattern: string }[]>`
    delete from team_patterns
    where org_id = ${orgId} and team_id = ${teamId} and pattern = any(${[...patterns]}::text[]) returning pattern`;
  return rows.map(({ pattern }) => pattern);
}

/** All patterns of the organization. */
export async function findAllPatterns(
  tx: Transaction,
  { orgId }: OrganizationScope,
): Promise<{ teamId: number; pattern: string }[]> {
  return tx<{ teamId: number; pattern: string }[]>`
    select team_id, pattern from team_patterns where org_id = ${orgId} order by team_id`;
}

/** Ids of those that the team did not own by this source before. */
export async function insertOwned(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  repoIds: readonly number[],
  source: OwnershipSource,
): Promise<number[]> {
  const rows = await tx<{ repoId: number }[]>`
    insert into team_repositories (org_id, team_id, repo_id, source)
    select ${orgId}::int, ${teamId}::int, id, ${source}::text from unnest(${[...repoIds]}::int[]) as given(id)
    on conflict do nothing returning repo_id`;
  return rows.map(({ repoId }) => repoId);
}

/** Ids of those that the team owned by one of these sources. */
export async function deleteOwned(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  repoIds: readonly number[],
  sources: readonly OwnershipSource[],
): Promise<number[]> {
  const rows = await tx<{ repoId: number }[]>`
    delete from team_repositories
    where org_id = ${orgId} and team_id = ${teamId} and repo_id = any(${[...repoIds]}::int[])
      and source = any(${[...sources]}::text[])
    returning repo_id`;
  return [...new Set(rows.map(({ repoId }) => repoId))];
}

/** Ids of all that the team owned by this source and that are not in `kept`. */
export async function deleteOwnedBut(
  tx: Transaction,
  { orgId, teamId }: TeamScope,
  kept: readonly number[],
  source: OwnershipSource,
): Promise<number[]> {
  const rows = await tx<{ repoId: number }[]>`
    delete from team_repositories
    where org_id = ${orgId} and team_id = ${teamId} and source = ${source} and repo_id <> all(${[...kept]}::int[])
    returning repo_id`;
  return rows.map(({ repoId }) => repoId);
}

/** Makes these teams those that own the repository by this source. */
export async function setOwners(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  teamIds: readonly number[],
  source: OwnershipSource,
): Promise<void> {
  await tx`
    delete from team_repositories
    where org_id = ${orgId} and repo_id = ${repoId} and source = ${source} and team_id <> all(${[...teamIds]}::int[])`;
  await tx`
    insert into team_repositories (org_id, team_id, repo_id, source)
    select ${orgId}::int, id, ${repoId}::int, ${source}::text from unnest(${[...teamIds]}::int[]) as given(id)
    on conflict do nothing`;
}
