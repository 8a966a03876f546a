import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Sql } from '../client.ts';
import { testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { findAccountByEmail, findMemberships } from './accounts.ts';
import { findFirstMembership, findLiveSession, listLiveSessions } from './sessions.ts';
import { countActiveAdministrators, findPerson, listUsers } from './users.ts';

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
    select case when id % 1000 = 0 then 1 else 2 end, id, email, 'Person', 'admin', ${NOW} from accounts order by id`;
  await admin`
    insert into tokens (org_id, kind, name, repository_scopes, hash, hint, created_by, created_at)
    select org_id, 'upload', 'ci', '{*}', sha256(email::bytea), 'abcd', id, ${NOW} from users`;
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

describe('reading people of a small organization beside a large one', () => {
  it('lists its own alone, with the tokens that each made', async () => {
    const users = await listUsers(sql, scope, { now: NOW });
    expect(users).toHaveLength(20);
    expect(users.every(({ tokens }) => tokens === 1)).toBe(true);
    expect(await listUsers(sql, { orgId: 2 }, { now: NOW, id: users[0]?.id ?? 0 })).toEqual([]);
    expect(await countActiveAdministrators(sql, scope)).toBe(20);
  });

  it.each([
    ['listUsers', (on: Sql) => listUsers(on, scope, { now: NOW })],
    ['listUsers of one', (on: Sql) => listUsers(on, scope, { now: NOW, id: 1000 })],
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
