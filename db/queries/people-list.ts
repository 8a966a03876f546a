import type { Role } from '#lib/domain/access/role.ts';
import type { UserState } from '#lib/domain/access/user-state.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';
import type { User } from './users.ts';

export interface ListedUser extends Omit<User, 'accountId' | 'orgId' | 'removedAt' | 'enabledAt' | 'roleFrom'> {
  /** The name as the list is ordered by it. */
  sortName: string;
  /** Has not accepted yet. */
  invited: boolean;
  /** Tokens that the person made and that have not ended. */
  tokens: number;
}

export interface PeopleFilter {
  /** Each of them is in the name or the address, in any letter case. */
  words: readonly string[];
  state: UserState | null;
  role: Role | null;
  /** Only who wants another address. */
  wantsEmail: boolean;
}

/** The last person of the page before. */
export interface PeoplePosition {
  sortName: string;
  id: number;
}

/** Everybody who was not removed. */
const anybody = (sql: Connection, { orgId }: OrganizationScope): Fragment =>
  sql`org_id = ${orgId} and removed_at is null`;

function isInState(sql: Connection, state: UserState): Fragment {
  switch (state) {
    case 'active':
      return sql`(disabled_at is null and account_id is not null)`;
    case 'invited':
      return sql`(disabled_at is null and account_id is null)`;
    case 'disabled':
      return sql`(disabled_at is not null)`;
  }
}

function matches(sql: Connection, { words, state, role, wantsEmail }: PeopleFilter): Fragment {
  const hasWords = words.reduce<Fragment>(
    (all, word) => sql`${all} and strpos(lower(name) || ' ' || email, lower(${word}::text)) > 0`,
    sql`true`,
  );
  return sql`${hasWords}
    ${state === null ? sql`` : sql`and ${isInState(sql, state)}`}
    ${role === null ? sql`` : sql`and role = ${role}`}
    ${wantsEmail ? sql`and wanted_email is not null` : sql``}`;
}

/** Who `which` selects, with the tokens that each made. Stored roles may be unknown to this version. */
function listed(sql: Connection, scope: OrganizationScope, now: Date, which: Fragment): Promise<ListedUser[]> {
  return sql<ListedUser[]>`
    select u.*, t.count as tokens from (
      select id, email, wanted_email, wanted_email_at, name, role, lower(name) as sort_name, account_id is null as invited,
        disabled_at, last_seen_at, created_at
      from users where ${anybody(sql, scope)} and ${which}
    ) u cross join lateral (
      select count(*)::int as count from tokens
      where org_id = ${scope.orgId} and created_by = u.id and revoked_at is null
        and (expires_at is null or expires_at > ${now})
    ) t order by u.sort_name, u.id`;
}

/** Those who match, by name, behind `after`. */
export async function listPeople(
  sql: Connection,
  scope: OrganizationScope,
  filter: PeopleFilter,
  page: { now: Date; after: PeoplePosition | null; limit: number },
): Promise<ListedUser[]> {
  const { now, after, limit } = page;
  const behind = after === null ? sql`` : sql`and (lower(name), id) > (${after.sortName}::text, ${after.id}::int)`;
  return listed(sql, scope, now, sql`${matches(sql, filter)} ${behind} order by lower(name), id limit ${limit}`);
}

/** Null for somebody of another organization, and for who was removed. */
export async function findListedUser(
  sql: Connection,
  scope: OrganizationScope,
  id: number,
  now: Date,
): Promise<ListedUser | null> {
  const [row] = await listed(sql, scope, now, sql`id = ${id}`);
  return row ?? null;
}

export type PeopleCounts = Record<UserState | 'wantsEmail' | 'matching', number>;

/** How many there are in each state and how many want another address, and how many match. */
export async function countPeople(
  sql: Connection,
  scope: OrganizationScope,
  filter: PeopleFilter,
): Promise<PeopleCounts> {
  const [row] = await sql<PeopleCounts[]>`
    select count(*) filter (where ${isInState(sql, 'active')})::int as active,
      count(*) filter (where ${isInState(sql, 'invited')})::int as invited,
      count(*) filter (where ${isInState(sql, 'disabled')})::int as disabled,
      count(wanted_email)::int as wants_email, count(*) filter (where ${matches(sql, filter)})::int as matching
    from users where ${anybody(sql, scope)}`;
  return row ?? { active: 0, invited: 0, disabled: 0, wantsEmail: 0, matching: 0 };
}
