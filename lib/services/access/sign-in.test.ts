import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { insertOrganization } from '#db/queries/organizations.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { Fault } from '#lib/errors.ts';
import type { Logger } from '#lib/log.ts';
import { addMember } from '../user/testing.ts';
import { hashPassword } from './hash-password.ts';
import { signIn } from './sign-in.ts';
import { countFailure, pairOf } from './throttle.ts';

const database = await testDatabase();
const sql = connect(database, { max: 8 });
const admin = connect(database, { max: 1, writable: true });
const passwordHash = await hashPassword('right', { cost: 10, blockSize: 8, parallelism: 1 });
const START = Date.parse('2026-03-02T09:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000);
let said: [Record<string, unknown>, string][] = [];
const log = { warn: (facts: Record<string, unknown>, text: string) => said.push([facts, text]) } as unknown as Logger;
let accountId = 0;

beforeEach(async () => {
  said = [];
  await admin`truncate organizations, users, accounts, sign_in_failures cascade`;
  const organization = { slug: 'acme', name: 'Acme', demo: false, now: at(0) };
  const person = { email: 'ada@example.com', name: 'Ada', role: 'admin', passwordHash, now: at(0) } as const;
  const orgId = await inTransaction(sql, async (tx) => {
    return (await insertOrganization(tx, organization)).id;
  });
  accountId = (await addMember(sql, { orgId }, person)).accountId;
});
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()]);
  await database.drop();
});

interface Try {
  email?: string;
  password?: string;
  source?: string;
  now?: Date;
}

/** Tries to sign in: the account's id, null when refused, or the fault's code with the seconds to wait. */
async function attempt({ email = 'ada@example.com', password = 'wrong', source = 'home', now = at(0) }: Try = {}) {
  try {
    return (await signIn(sql, { email, password, source }, now, log))?.id ?? null;
  } catch (error) {
    if (error instanceof Fault) return `${error.code} ${error.retryAfter}`;
    throw error;
  }
}

async function fail(times: number, given: Try = {}): Promise<void> {
  for (let n = 0; n < times; n += 1) expect(await attempt(given)).toBeNull();
}

describe('failed sign-ins', () => {
  it('end after ten within fifteen minutes, and say for how long', async () => {
    await fail(9);
    await fail(1, { now: at(10) });
    expect(await attempt({ now: at(10), password: 'right' })).toBe('rate_limited 300');
    expect(await attempt({ now: at(15), password: 'right' })).toBe(accountId);
  });

  it('of a stranger do not lock out the account’s owner, nor does one person lock out others of the same source', async () => {
    await fail(10, { source: 'stranger' });
    expect(await attempt({ source: 'stranger', password: 'right' })).toMatch('rate_limited');
    expect(await attempt({ password: 'right' })).toBe(accountId);
    await fail(1, { source: 'stranger', email: 'bo@example.com' });
  });

  it('still count after many attempts for other addresses', async () => {
    await fail(9);
    for (let n = 0; n < 2; n += 1) await fail(1, { email: `made-up-${n}@example.com` });
    await fail(1);
    expect(await attempt({ password: 'right' })).toMatch('rate_limited');
  });

  it('are forgotten once the right password comes from the same source', async () => {
    await fail(9);
    expect(await attempt({ password: 'right' })).toBe(accountId);
    await fail(10);
  });

  it('count for an unknown address too', async () => {
    for (let n = 0; n < 9; n += 1) await countFailure(sql, pairOf('nobody@example.com', 'home'), at(0), null);
    await fail(1, { email: 'nobody@example.com' });
    expect(await attempt({ email: 'nobody@example.com' })).toBe('rate_limited 900');
  });

  it('count for the person, however the address is written', async () => {
    for (const email of [' ada@example.com', 'ADA@example.com', 'ada@example.com ']) await fail(3, { email });
    await fail(1);
    expect(await attempt({ email: 'Ada@Example.com', password: 'right' })).toMatch('rate_limited');
    expect(await attempt({ email: ' Ada@Example.com ', password: 'right', source: 'office' })).toBe(accountId);
  });

  it('are those of a disabled person with the right password too', async () => {
    await admin`update users set disabled_at = ${at(0)}`;
    await fail(10, { password: 'right' });
    expect(await attempt({ password: 'right' })).toMatch('rate_limited');
  });

  it('count once each, however many come at once; attempts refused by the lock or the queue do not count', async () => {
    const results = await Promise.all(Array.from({ length: 40 }, () => attempt()));
    expect(results.filter((result) => result === null).length).toBeLessThanOrEqual(11);
    const [row] = await sql<{ failures: number }[]>`select failures from sign_in_failures`;
    expect(row?.failures).toBe(results.filter((result) => result === null).length);
  });

  it('are removed when they are too old to count', async () => {
    await fail(2, { email: 'nobody@example.com' });
    await fail(1, { now: at(16) });
    expect(await sql`select failures from sign_in_failures`).toEqual([{ failures: 1 }]);
  });

  it('are logged with source and user id, never with what was typed', async () => {
    await fail(10);
    await fail(1, { email: 'my secret password' });
    const locked = said.filter(([, text]) => /locked/.test(text));
    expect(said[0]).toEqual([{ source: 'home', account: accountId, failures: 1 }, 'sign-in failed']);
    expect(locked).toEqual([[{ source: 'home', account: accountId }, 'sign-in locked for this source']]);
    expect(said.at(-1)).toEqual([{ source: 'home', account: null, failures: 1 }, 'sign-in failed']);
    expect(JSON.stringify(said)).not.toMatch(/example|secret/);
    const rows = await sql`select encode(address, 'escape') as address from sign_in_failures`;
    expect(JSON.stringify(rows)).not.toMatch(/example|secret/);
  });
});
