import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { insertOrganization } from '#db/queries/organizations.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { addMember, beginSession, type Member } from '../user/testing.ts';
import { endSession } from './end-session.ts';
import { identifySession } from './identify-session.ts';
import { SESSION_SECONDS } from './start-session.ts';

const database = await testDatabase();
const sql = connect(database, { max: 2 });
const admin = connect(database, { max: 1, writable: true });
const START = new Date('2026-03-02T09:00:00Z');
const later = (seconds: number) => new Date(START.getTime() + seconds * 1000);
const people: Member[] = [];

beforeAll(async () => {
  const organization = { slug: 'acme', name: 'Acme', demo: false, now: START };
  const { id: orgId } = await inTransaction(sql, (tx) => insertOrganization(tx, organization));
  for (const [name, role] of [
    ['Ada', 'admin'],
    ['Bo', 'viewer'],
  ] as const) {
    const person = { email: `${name}@example.com`, name, role, passwordHash: null, now: START };
    people.push(await addMember(sql, { orgId }, person));
  }
});
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()]);
  await database.drop();
});

async function begun(): Promise<{ sessionId: string; accountId: number; userId: number; other: number }> {
  const [ada, bo] = people;
  if (!ada || !bo) throw new Error('nobody is there');
  return { ...(await beginSession(sql, ada, START)), userId: ada.id, other: bo.accountId };
}

describe('a session', () => {
  it('stands for its person until its end', async () => {
    const { other: _, userId, ...claim } = await begun();
    const identity = await identifySession(sql, claim, later(SESSION_SECONDS - 1));
    expect(identity).toMatchObject({ userId, principal: { kind: 'user', role: 'admin' } });
    expect(await identifySession(sql, claim, later(SESSION_SECONDS))).toBeNull();
  });

  it('stands for nobody else, nor under another id', async () => {
    const { other, userId: _, ...claim } = await begun();
    expect(await identifySession(sql, { ...claim, accountId: other }, START)).toBeNull();
    expect(await identifySession(sql, { ...claim, sessionId: `${claim.sessionId}x` }, START)).toBeNull();
  });

  it('stands for nobody once it was signed out', async () => {
    const { other: _, userId: __, ...claim } = await begun();
    await endSession(sql, claim.sessionId, START, 'here');
    expect(await identifySession(sql, claim, START)).toBeNull();
  });

  it('gives no rights with a role that this version does not know', async () => {
    const { other: _, userId, ...claim } = await begun();
    await admin`update users set role = 'owner' where id = ${userId}`;
    expect(await identifySession(sql, claim, START)).toBeNull();
  });
});
