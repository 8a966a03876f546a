import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database, type Sql } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { type TestDatabase, testDatabase } from '#db/testing.ts';
import { createLog } from '#lib/log.ts';
import { hashToken, makeToken } from '../token/format.ts';
import { hashPassword } from './hash-password.ts';
import { identifySession } from './identify-session.ts';
import { identifyToken } from './identify-token.ts';
import { signIn } from './sign-in.ts';

const LAST_MIGRATION = '0026_audit_log';
const NOW = new Date('2026-11-01T09:00:00Z');
const TOKEN = makeToken('api');
const PASSWORD = 'three unrelated words';

let database: TestDatabase;
let sql: Database;

/** Two organizations with Ada and Bo, somebody invited and somebody removed, as the last version without accounts kept them. */
async function fill(old: Sql): Promise<void> {
  const hash = await hashPassword(PASSWORD, { cost: 10, blockSize: 8, parallelism: 1 });
  await old`insert into organizations (slug, name, demo, created_at) values ('one', 'One', false, ${NOW}), ('two', 'Two', false, ${NOW})`;
  await old`
    insert into users (id, org_id, email, name, role, password_hash, disabled_at, removed_at, created_at)
    overriding system value values
      (3, 1, 'gone', 'Removed person', 'admin', null, ${NOW}, ${NOW}, ${NOW}),
      (5, 1, 'ada@example.com', 'Ada', 'admin', ${hash}, null, null, ${NOW}),
      (7, 1, 'new@example.com', 'new', 'viewer', null, null, null, ${NOW}),
      (9, 2, 'bo@example.com', 'Bo', 'viewer', ${hash}, ${NOW}, null, ${NOW})`;
  await old`select setval(pg_get_serial_sequence('users', 'id'), 9)`;
  const ends = new Date(NOW.getTime() + 86_400_000);
  await old`
    insert into sessions (id, org_id, user_id, created_at, expires_at) values
      ('ada-session', 1, 5, ${NOW}, ${ends}), ('bo-session', 2, 9, ${NOW}, ${ends}), ('gone-session', 1, 3, ${NOW}, ${ends})`;
  await old`
    insert into tokens (org_id, kind, name, role, repository_scopes, hash, hint, created_by, created_at)
    values (1, 'api', 'ops', 'admin', '{*}', ${hashToken(TOKEN)}, 'kkkk', 5, ${NOW})`;
}

beforeAll(async () => {
  database = await testDatabase(LAST_MIGRATION);
  const old = connect(database, { max: 1, writable: true });
  await fill(old);
  await old.end();
  await migrate(database);
  sql = connect(database, { max: 2 });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

describe('an installation from before there were accounts', () => {
  it('keeps its people signed in, under the numbers that their cookies and its history name', async () => {
    const ada = await identifySession(sql, { sessionId: 'ada-session', accountId: 5 }, NOW);
    expect(ada).toMatchObject({ orgId: 1, userId: 5, principal: { role: 'admin' } });
    expect(await identifySession(sql, { sessionId: 'bo-session', accountId: 9 }, NOW)).toBeNull();
    expect(await identifySession(sql, { sessionId: 'gone-session', accountId: 3 }, NOW)).toBeNull();
  });

  it('keeps passwords and tokens', async () => {
    const credentials = { email: 'ada@example.com', password: PASSWORD, source: 'here' };
    expect(await signIn(sql, credentials, NOW, createLog('test', 'silent'))).toMatchObject({ id: 5 });
    expect(await identifyToken(sql, TOKEN, NOW)).toMatchObject({ orgId: 1, principal: { role: 'admin' } });
  });

  it('gives accounts to those who could sign in alone, and new ones the next number', async () => {
    expect(await sql`select id, email from accounts order by id`).toEqual([
      { id: 5, email: 'ada@example.com' },
      { id: 9, email: 'bo@example.com' },
    ]);
    const admin = connect(database, { max: 1, writable: true });
    const added = await admin`insert into accounts (email, created_at) values ('x', ${NOW}) returning id`;
    await admin.end();
    expect(added).toEqual([{ id: 10 }]);
  });
});
