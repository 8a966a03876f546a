import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findUserByEmail } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import { hashPassword } from '#lib/services/access/hash-password.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { signIn } from '#lib/services/access/sign-in.ts';
import { FAILURE_LIMIT } from '#lib/services/access/throttle.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { addMember, beginSession } from '#lib/services/user/testing.ts';
import { getAccount } from '#lib/views/access/get-account.ts';
import { getSessions } from '#lib/views/access/get-sessions.ts';
import { changeName } from './change-name.ts';
import { changePassword } from './change-password.ts';

const FIRST = 'copper lantern quiet 9';
const SECOND = 'seven walnut harbours 3';
/** A cheap hash: what is tested here does not depend on its cost. */
const CHEAP = { cost: 10, blockSize: 8, parallelism: 1 };

let harness: Harness;
let count = 0;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

async function person(): Promise<{ ctx: Context; email: string; accountId: number }> {
  count += 1;
  const email = `person-${count}@example.com`;
  const input = { email, name: 'Sam Tester', role: 'viewer', now: harness.now() } as const;
  const passwordHash = await hashPassword(FIRST, CHEAP);
  const { orgId } = harness.ctx;
  const { id, accountId } = await addMember(harness.systemSql, { orgId }, { ...input, passwordHash });
  const principal = { kind: 'user', orgId, role: 'viewer' } as const;
  return { ctx: { ...harness.ctx, userId: id, principal }, email, accountId };
}

const source = '192.0.2.1';
const signsIn = async (email: string, password: string) =>
  (await signIn(harness.systemSql, { email, password, source: '192.0.2.9' }, harness.now(), harness.log)) !== null;
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string; fields: { path: string }[] }) => error,
  );

describe('changing the own password', () => {
  it('makes the new one valid, the former one invalid, and ends every session of the person only', async () => {
    const [sam, other] = [await person(), await person()];
    const start = (who: { accountId: number }) => beginSession(harness.systemSql, who, harness.now());
    const sessions = [await start(sam), await start(sam), await start(other)];
    expect(await getAccount(sam.ctx)).toMatchObject({ email: sam.email, name: 'Sam Tester' });
    expect((await getSessions(sam.ctx, null)).items).toHaveLength(2);
    await changePassword(sam.ctx, { current: FIRST, password: SECOND, source });
    expect([await signsIn(sam.email, FIRST), await signsIn(sam.email, SECOND)]).toEqual([false, true]);
    const live = await Promise.all(sessions.map((claim) => identifySession(harness.systemSql, claim, harness.now())));
    expect(live.map((identity) => identity !== null)).toEqual([false, false, true]);
    expect((await findUserByEmail(harness.systemSql, harness.ctx, sam.email))?.name).toBe('Sam Tester');
  });

  it('asks for the present one, and for a new one that is not guessable; refused, it changes nothing', async () => {
    const sam = await person();
    const tries = [
      [{ current: 'not it at all 5', password: SECOND }, 'current'],
      [{ current: FIRST, password: FIRST }, 'password'],
      [{ current: FIRST, password: 'password1234' }, 'password'],
    ] as const;
    for (const [input, path] of tries) {
      const error = await refusal(changePassword(sam.ctx, { ...input, source }));
      expect(error).toMatchObject({ code: 'invalid_input', fields: [{ path }] });
    }
    expect(await signsIn(sam.email, FIRST)).toBe(true);
  });

  it('is throttled as signing in is, and for that person from that source only', async () => {
    const [sam, other] = [await person(), await person()];
    const guess = (ctx: Context, from = source) =>
      refusal(changePassword(ctx, { current: 'not it at all 5', password: SECOND, source: from }));
    for (let tries = 0; tries < FAILURE_LIMIT; tries += 1) {
      expect(await guess(sam.ctx)).toMatchObject({ code: 'invalid_input' });
    }
    expect(await refusal(changePassword(sam.ctx, { current: FIRST, password: SECOND, source }))).toMatchObject({
      code: 'rate_limited',
    });
    expect(await guess(sam.ctx, '192.0.2.77')).toMatchObject({ code: 'invalid_input' });
    expect(await guess(other.ctx)).toMatchObject({ code: 'invalid_input' });
  });

  it('is for people: no token has an account, whatever its role', async () => {
    const attempt = { current: FIRST, password: SECOND, source };
    expect(await refusal(changePassword(harness.ctx, attempt))).toMatchObject({ code: 'forbidden' });
    expect(await refusal(changeName(harness.ctx, { name: 'Token' }))).toMatchObject({ code: 'forbidden' });
    expect(await refusal(getAccount(harness.ctx))).toMatchObject({ code: 'forbidden' });
  });
});

describe('changing the own name', () => {
  it('changes it for that person only', async () => {
    const [sam, other] = [await person(), await person()];
    await changeName(sam.ctx, { name: 'Samira' });
    expect((await getAccount(sam.ctx)).name).toBe('Samira');
    expect((await getAccount(other.ctx)).name).toBe('Sam Tester');
  });
});
