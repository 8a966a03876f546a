import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { insertOrganization } from '#db/queries/organizations.ts';
import { insertUser } from '#db/queries/users.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { endSession } from './end-session.ts';
import { identifySession } from './identify-session.ts';
import { SESSION_SECONDS, startSession } from './start-session.ts';

const database = await testDatabase();
const sql = connect(database, { max: 2 });
const admin = connect(database, { max: 1, writable: true });
const START = new Date('2026-03-02T09:00:00Z');
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const people: { id: number; orgId: number }[] = [];

beforeAll(async () => {
  await inTransaction(sql, async (tx) => {
    const { id: orgId } = await insertOrganization(tx, { slug: 'acme', name: 'Acme', demo: false, now: START });
    for (const [name, role] of [
      ['Ada', 'admin'],
      ['Bo', 'viewer'],
    ] as const) {
      const person = { email: `${name}@example.com`, name, role, passwordHash: null, now: START };
      const user = await insertUser(tx, { orgId }, person);
      if (user) people.push(user);
    }
  });
});
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()]);
  await database.drop();
});

async function begun(): Promise<{ sessionId: string; userId: number; other: number }> {
  const [ada, bo] = people;
  if (!ada || !bo) throw new Error('nobody is there');
  const { id } = await startSession(sql, { ...ada, name: 'Ada' }, START);
  return { sessionId: id, userId: ada.id, other: bo.id };
}

describe('a session', () => {
  it('stands for its person until its end', async () => {
    const { other: _, ...claim } = await begun();
    const identity = await identifySession(sql, claim, later(SESSION_SECONDS - 1));
    expect(identity).toMatchObject({ userId: claim.userId, principal: { kind: 'user', role: 'admin' } });
    expect(await identifySession(sql, claim, later(SESSION_SECONDS))).toBeNull();
  });

  it('stands for nobody else, nor under another id', async () => {
    const { other, ...claim } = await begun();
    expect(await identifySession(sql, { ...claim, userId: other }, START)).toBeNull();
    expect(await identifySession(sql, { ...claim, sessionId: `${claim.sessionId}x` }, START)).toBeNull();
  });

  it('stands for nobody once it was signed out', async () => {
    const { other: _, ...claim } = await begun();
    await endSession(sql, claim.sessionId, START, 'here');
    expect(await identifySession(sql, claim, START)).toBeNull();
  });

  it('gives no rights with a role that this version does not know', async () => {
    const { other: _, ...claim } = await begun();
    await admin`update users set role = 'owner' where id = ${claim.userId}`;
    expect(await identifySession(sql, claim, START)).toBeNull();
  });
});
