import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import type { Assignee } from '#lib/domain/action/work.ts';
import type { Connection, Transaction } from '../client.ts';
import { inOneRepository, WORK_COLUMNS, type WorkColumns } from './action-work.ts';
import type { Fragment } from './fragment.ts';
import { type Place, placesAs, repositoriesOf } from './places.ts';
import type { OrganizationScope } from './scope.ts';

/** Whether person `u` of organization `o` can sign in and sees the repository of this expression, as a read scope would. */
export function personSees(sql: Connection, orgId: number, repoId: Fragment): Fragment {
  return sql`(u.removed_at is null and u.disabled_at is null
    and (u.role <> 'developer' or o.developer_sight = 'organization' or exists (
      select 1 from team_members m join team_repositories tr on tr.org_id = m.org_id and tr.team_id = m.team_id
      where m.org_id = ${orgId} and tr.org_id = ${orgId} and m.user_id = u.id and tr.repo_id = ${repoId})))`;
}

/** Whether team `t` may have work there: everywhere, or where developers see what their teams own, on what it owns. */
function teamSees(sql: Connection, orgId: number, repoId: Fragment): Fragment {
  return sql`(o.developer_sight = 'organization' or exists (
    select 1 from team_repositories tr where tr.org_id = ${orgId} and tr.team_id = t.id and tr.repo_id = ${repoId}))`;
}

/** Nobody who is given work loses sight of its repository until the transaction ends. */
export async function keepSights(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`select 1 from organizations where id = ${orgId} for share`;
}

/** Which of these repositories somebody sees. */
export async function findSeenBy(
  tx: Transaction,
  { orgId }: OrganizationScope,
  assignee: Assignee,
  repoIds: number[],
): Promise<number[]> {
  const who =
    assignee.kind === 'person'
      ? tx`exists (select 1 from users u where u.org_id = ${orgId} and u.id = ${assignee.id} and ${personSees(tx, orgId, tx`p.repo_id`)})`
      : tx`exists (select 1 from teams t where t.org_id = ${orgId} and t.id = ${assignee.id} and ${teamSees(tx, orgId, tx`p.repo_id`)})`;
  const rows = await tx<{ repoId: number }[]>`
    select p.repo_id from unnest(${repoIds}::int[]) as p(repo_id) join organizations o on o.id = ${orgId} where ${who}`;
  return rows.map(({ repoId }) => repoId);
}

export interface AssigneeList {
  people: { id: number; name: string }[];
  teams: { slug: string; name: string; yours: boolean }[];
}

/** People and teams that may be given work on a repository. @param pattern ILIKE, of names; null: all */
export async function findAssignees(
  sql: Connection,
  scope: ReadScope,
  { repoId, userId, pattern, limit }: { repoId: number; userId: number | null; pattern: string | null; limit: number },
): Promise<AssigneeList> {
  const { orgId } = scope;
  const named = (column: string) => (pattern === null ? sql`true` : sql`${sql.unsafe(column)} ilike ${pattern}`);
  const [people, teams] = await Promise.all([
    sql<AssigneeList['people']>`
      select u.id, u.name from users u join organizations o on o.id = u.org_id
      where u.org_id = ${orgId} and u.account_id is not null and ${named('u.name')} and ${personSees(sql, orgId, sql`${repoId}::int`)}
      order by lower(u.name), u.id limit ${limit}`,
    sql<AssigneeList['teams']>`
      select t.slug, t.name, exists (
        select 1 from team_members m where m.org_id = ${orgId} and m.team_id = t.id and m.user_id = ${userId}::int) as yours
      from teams t join organizations o on o.id = t.org_id
      where t.org_id = ${orgId} and ${named('t.name')} and ${teamSees(sql, orgId, sql`${repoId}::int`)}
      order by t.slug limit ${limit}`,
  ]);
  return { people, teams };
}

/** The work on an action, with names for people. */
export interface NamedWork extends WorkColumns, Place {
  person: string | null;
  team: string | null;
  teamSlug: string | null;
  /** Whether the caller is in that team. */
  yours: boolean;
}

export async function findWork(
  sql: Connection,
  { orgId }: OrganizationScope,
  places: readonly Place[],
  userId: number | null,
): Promise<NamedWork[]> {
  if (places.length === 0) return [];
  return sql<NamedWork[]>`
    select w.repo_id, w.action_number as number, ${sql.unsafe(WORK_COLUMNS)}, u.name as person, t.name as team, t.slug as team_slug,
      exists (select 1 from team_members m where m.org_id = ${orgId} and m.team_id = w.team_id and m.user_id = ${userId}::int) as yours
    from ${placesAs(sql, 'p', places)}
    join action_work w on w.org_id = ${orgId} and w.repo_id = p.repo_id and w.action_number = p.number
    left join users u on u.org_id = ${orgId} and u.id = w.user_id
    left join teams t on t.org_id = ${orgId} and t.id = w.team_id
    where w.org_id = ${orgId} and ${inOneRepository(sql, 'w.repo_id', places)}`;
}

export type FindingOwner = Place & Pick<NamedWork, 'userId' | 'teamId' | 'person' | 'team' | 'teamSlug' | 'yours'>;

/** Whose the fixes of these findings are, of those that are somebody's. */
export async function findOwners(
  sql: Connection,
  { orgId }: OrganizationScope,
  places: readonly Place[],
  userId: number | null,
): Promise<FindingOwner[]> {
  if (places.length === 0) return [];
  return sql<FindingOwner[]>`
    select f.repo_id, f.number, w.user_id, w.team_id, u.name as person, t.name as team, t.slug as team_slug,
      exists (select 1 from team_members m where m.org_id = ${orgId} and m.team_id = w.team_id and m.user_id = ${userId}::int) as yours
    from ${placesAs(sql, 'p', places)}
    join findings f on f.org_id = ${orgId} and f.repo_id = p.repo_id and f.number = p.number and f.state = 'open'
    join action_work w on w.org_id = ${orgId} and w.repo_id = f.repo_id and w.action_number = f.action_number
    left join users u on u.org_id = ${orgId} and u.id = w.user_id
    left join teams t on t.org_id = ${orgId} and t.id = w.team_id
    where f.repo_id = any(${repositoriesOf(places)}::int[]) and w.repo_id = any(${repositoriesOf(places)}::int[])
      and (w.user_id is not null or w.team_id is not null)`;
}

export type UnseenWork = WorkColumns & Place & { kind: ActionKind };

/** Work whose person or team does not see its repository any more, or is gone; locked. */
export async function lockUnseenWork(tx: Transaction, { orgId }: OrganizationScope): Promise<UnseenWork[]> {
  return tx<UnseenWork[]>`
    select w.repo_id, w.action_number as number, ${tx.unsafe(WORK_COLUMNS)}, a.kind
    from action_work w join organizations o on o.id = w.org_id
    join actions a on a.org_id = ${orgId} and a.repo_id = w.repo_id and a.number = w.action_number
    where w.org_id = ${orgId} and (
      (w.user_id is not null and not exists (
        select 1 from users u where u.org_id = ${orgId} and u.id = w.user_id and ${personSees(tx, orgId, tx`w.repo_id`)}))
      or (w.team_id is not null and not exists (
        select 1 from teams t where t.org_id = ${orgId} and t.id = w.team_id and ${teamSees(tx, orgId, tx`w.repo_id`)})))
    order by w.repo_id, w.action_number for update of w`;
}

/** Ids of the teams that a person is in. */
export async function findTeamsOf(sql: Connection, { orgId }: OrganizationScope, userId: number): Promise<number[]> {
  const rows = await sql<{ teamId: number }[]>`
    select distinct team_id from team_members where org_id = ${orgId} and user_id = ${userId}`;
  return rows.map(({ teamId }) => teamId);
}
