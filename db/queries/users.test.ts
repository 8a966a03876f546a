import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../client.ts';
import { testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { findAccountByEmail, findMemberships } from './accounts.ts';
import { countPeople, findListedUser, listPeople, type PeopleFilter } from './people-list.ts';
import { findFirstMembership, findLiveSession, listLiveSessions } from './sessions.ts';
import { countActiveAdministrators, findPerson } from './users.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const database = await testDatabase();
const admin = connect(database, { max: 1, writable: true });
let statements: Statement[] = [];
const sql = admin.boundTo(1);
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Twenty people of organization 1 among twenty thousand of organization 2, each with a token and a session. */
beforeAll(async () => {
  await admin`insert into organizations (slug, name, demo, created_at) values ('one', 'One', false, ${NOW}), ('two', 'Two', false, ${NOW})`;
  await admin`
    insert into accounts (email, created_at) select 'person-' || n || '@example.com', ${NOW} from generate_series(1, 20000) n`;
  await admin`
    insert into users (org_id, account_id, email, name, role, created_at)
    select case when id % 1000 = 0 then 1 else 2 end, id, email, 'Person ' || id % 7000, 'admin', ${NOW} from accounts order by id`;
  await admin`update users set wanted_email = 'new-' || email, wanted_email_at = ${NOW} where id % 4000 = 1`;
  await admin`
    insert into tokens (org_id, kind, name, repository_scopes, hash, hint, created_by, created_at)
    select org_id, 'upload', 'ci', '{*}', sha256(email::bytea), 'abcd', id, ${NOW} from users`;
  await admin`update tokens set revoked_at = ${NOW} where created_by = 1000`;
  await admin`update tokens set expires_at = ${NOW} where created_by = 2000`;
  await admin`
    insert into sessions (id, account_id, user_id, created_at, expires_at)
    select email, account_id, id, ${NOW}, ${new Date(NOW.getTime() + 60_000)} from users`;
  await admin.unsafe('vacuum analyze accounts, users, tokens, sessions');
});

async function buffersOf(read: (sql: Sql) => Promise<unknown>, on: Sql): Promise<number> {
  statements = [];
  await read(openNoting(on, (statement) => statements.push(statement)));
  return (await explainReads(on, statements)).buffers;
}

const scope = { orgId: 1 };
const large = { orgId: 2 };
const everybody: PeopleFilter = { words: [], state: null, role: null, wantsEmail: false };
const page = { now: NOW, after: null, limit: 51 };

describe('reading people of a small organization beside a large one', () => {
  it('lists its own alone, with the tokens that each made', async () => {
    const users = await listPeople(sql, scope, everybody, page);
    expect(users).toHaveLength(20);
    // Those that were revoked or have ended are none.
    const tokens = new Map(users.map((user) => [user.id, user.tokens]));
    expect([1000, 2000, 3000].map((id) => tokens.get(id))).toEqual([0, 0, 1]);
    expect(await findListedUser(sql, large, users[0]?.id ?? 0, NOW)).toBeNull();
    expect(await countActiveAdministrators(sql, scope)).toBe(20);
  });

  it.each([
    ['listPeople', (on: Sql) => listPeople(on, scope, everybody, page)],
    ['countPeople', (on: Sql) => countPeople(on, scope, everybody)],
    ['findListedUser', (on: Sql) => findListedUser(on, scope, 1000, NOW)],
    ['findPerson', (on: Sql) => findPerson(on, scope, 1000)],
    ['countActiveAdministrators', (on: Sql) => countActiveAdministrators(on, scope)],
  ])('%s reads by an index', async (_name, read) => {
    expect(await buffersOf(read, admin.boundTo(1))).toBeLessThan(100);
  });

  it.each([
    ['findLiveSession', (on: Sql) => findLiveSession(on, 'person-1000@example.com', NOW)],
    ['findFirstMembership', (on: Sql) => findFirstMembership(on, 1000, null)],
    ['findMemberships', (on: Sql) => findMemberships(on, 1000)],
    ['findAccountByEmail', (on: Sql) => findAccountByEmail(on, 'person-1000@example.com')],
    ['listLiveSessions', (on: Sql) => listLiveSessions(on, 1000, NOW)],
  ])('%s, before the organization is known, reads by an index', async (_name, read) => {
    expect(await buffersOf(read, admin)).toBeLessThan(100);
  });
});

describe('reading the people of an organization of twenty thousand', () => {
  const on = admin.boundTo(2);
  const last = { sortName: 'person 6999', id: 1 };

  it.each([
    ['the first page', everybody, null],
    ['a page in the middle', everybody, { sortName: 'person 4', id: 9000 }],
    ['the last page', everybody, last],
    ['of a role', { ...everybody, role: 'admin' as const }, null],
    ['who want another address', { ...everybody, wantsEmail: true }, null],
  ])('reads %s by an index, however many there are', async (_name, filter, after) => {
    // Each of the 51 has tokens to be counted.
    expect(await buffersOf((sql) => listPeople(sql, large, filter, { ...page, after }), on)).toBeLessThan(400);
  });

  it('goes through all of them page by page, each once, in order of their names', async () => {
    const seen: number[] = [];
    let after: { sortName: string; id: number } | null = null;
    for (let more = true; more; ) {
      const rows: Awaited<ReturnType<typeof listPeople>> = await listPeople(on, large, everybody, {
        ...{ now: NOW, after, limit: 5000 },
      });
      seen.push(...rows.map(({ id }) => id));
      const end = rows.at(-1);
      after = end ?? null;
      more = end !== undefined;
    }
    const ordered = await admin<{ id: number }[]>`select id from users where org_id = 2 order by lower(name), id`;
    expect(seen).toEqual(ordered.map(({ id }) => id));
  });

  it('finds by words of name and address, and counts what matches', async () => {
    const filter = { ...everybody, words: ['PERSON-19999', 'person'] };
    expect(await listPeople(on, large, filter, page)).toMatchObject([{ email: 'person-19999@example.com', tokens: 1 }]);
    expect(await countPeople(on, large, filter)).toEqual({
      ...{ active: 19_980, invited: 0, disabled: 0, wantsEmail: 5, matching: 1 },
    });
    expect(await listPeople(on, large, { ...everybody, words: ['100%'] }, page)).toEqual([]);
    expect(await listPeople(on, large, { ...everybody, state: 'invited' }, page)).toEqual([]);
    expect(await listPeople(on, large, { ...everybody, wantsEmail: true }, page)).toHaveLength(5);
  });
});
