import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { hashPassword } from '#lib/services/access/hash-password.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { FAILURE_LIMIT } from '#lib/services/access/throttle.ts';
import { changeSignInPolicy } from '#lib/services/sign-in/change-sign-in-policy.ts';
import { getOwnSignIn } from '#lib/services/sign-in/get-own-sign-in.ts';
import { type Harness, startHarness, tick } from '#lib/services/testing.ts';
import { addMember, beginSession } from '#lib/services/user/testing.ts';
import { checkCode } from './check-code.ts';
import { confirmSecondFactor } from './confirm-second-factor.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { resetSecondFactor } from './reset-second-factor.ts';
import { startSecondFactor } from './start-second-factor.ts';
import { turnOffSecondFactor } from './turn-off-second-factor.ts';

const PASSWORD = 'copper lantern quiet 9';
const source = '192.0.2.1';
let harness: Harness;
let passwordHash = '';
let count = 0;
beforeAll(async () => {
  harness = await startHarness();
  passwordHash = await hashPassword(PASSWORD, { cost: 10, blockSize: 8, parallelism: 1 });
});
afterAll(() => harness.close());

interface Somebody {
  ctx: Context;
  accountId: number;
  userId: number;
  email: string;
}

async function person(role: 'admin' | 'viewer' = 'viewer', hash: string | null = passwordHash): Promise<Somebody> {
  count += 1;
  const email = `factor-${count}@example.com`;
  const { orgId } = harness.ctx;
  const given = { email, name: 'Sam', role, passwordHash: hash, now: harness.now() };
  const { id, accountId } = await addMember(harness.systemSql, { orgId }, given);
  const ctx = { ...harness.ctx, userId: id, principal: { kind: 'user', orgId, role } as const };
  return { ctx, accountId, userId: id, email };
}

const codeOf = (secret: string, seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: harness.now().getTime() + seconds * 1000 });

/** Turns a second factor on; the next code is a fresh one. */
async function withFactor(somebody: Somebody): Promise<{ secret: string; codes: string[] }> {
  const { secret, draft } = await startSecondFactor(somebody.ctx);
  const confirmation = { draft, code: codeOf(secret), password: PASSWORD, source };
  const { codes } = await confirmSecondFactor(somebody.ctx, confirmation);
  tick(harness, 1);
  return { secret, codes };
}

const check = ({ accountId }: Somebody, code: string, from = source) =>
  checkCode({ ...harness, sql: harness.systemSql }, { accountId, code, source: from });
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing failed',
    (error) => [error.code, ...error.fields.map(({ path }: { path: string }) => path)].join(' '),
  );
const verbs = async () => {
  const rows = await harness.systemSql<{ verb: string }[]>`select verb from audit_entries order by sequence`;
  return rows.map(({ verb }) => verb);
};

describe('setting up a second factor', () => {
  it('counts only once a code is confirmed, with the password', async () => {
    const sam = await person();
    const { secret, draft, uri, qr } = await startSecondFactor(sam.ctx);
    expect(uri).toContain(encodeURIComponent(sam.email));
    expect(qr.path.length).toBeGreaterThan(1000);
    expect((await getOwnSignIn(sam.ctx)).second_factor).toBeNull();
    const send = (change: object) =>
      confirmSecondFactor(sam.ctx, { draft, code: codeOf(secret), password: PASSWORD, source, ...change });
    expect(await failure(send({ password: 'wrong' }))).toBe('invalid_input password');
    expect(await failure(send({ code: codeOf(secret, 120) }))).toBe('invalid_input code');
    expect(await failure(send({ draft: `${draft.slice(0, -2)}AA` }))).toBe('conflict');
    const bo = await person();
    expect(
      await failure(confirmSecondFactor(bo.ctx, { draft, code: codeOf(secret), password: PASSWORD, source })),
    ).toBe('conflict');
    expect((await send({})).codes).toHaveLength(10);
    expect((await getOwnSignIn(sam.ctx)).second_factor).toEqual({ recovery_codes_left: 10 });
    expect(await failure(startSecondFactor(sam.ctx))).toBe('conflict');
    expect(await failure(send({}))).toBe('conflict');
    expect(await check(sam, codeOf(secret))).toBeNull();
  });

  it('stores neither the secret nor a recovery code as it is', async () => {
    const { secret, codes } = await withFactor(await person());
    const rows = await harness.systemSql<{ text: string }[]>`
      select encode(secret, 'escape') as text from second_factors union all
      select encode(hash, 'escape') from recovery_codes`;
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes).toString('latin1');
    const said = JSON.stringify(rows);
    for (const text of [secret, bytes, ...codes]) expect(said).not.toContain(text);
  });

  it('is not for somebody without a password', async () => {
    expect(await failure(startSecondFactor((await person('viewer', null)).ctx))).toBe('conflict');
  });
});

describe('a code', () => {
  it('is taken once, and none before it afterwards', async () => {
    const sam = await person();
    const { secret } = await withFactor(sam);
    const [earlier, code] = [codeOf(secret, -30), codeOf(secret)];
    expect(await check(sam, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toEqual({ recoveryCodesLeft: null });
    expect(await check(sam, code)).toBeNull();
    expect(await check(sam, earlier)).toBeNull();
  });

  it('is taken by one of many who send it at once', async () => {
    const sam = await person();
    const { secret } = await withFactor(sam);
    const code = codeOf(secret);
    const results = await Promise.all(Array.from({ length: 8 }, () => check(sam, code).catch(() => null)));
    expect(results.filter((result) => result !== null)).toHaveLength(1);
  });

  it('of somebody else is refused', async () => {
    const [sam, bo] = [await person(), await person()];
    const [{ secret, codes }] = [await withFactor(sam), await withFactor(bo)];
    expect(await check(bo, codeOf(secret))).toBeNull();
    expect(await check(bo, codes[0] ?? '')).toBeNull();
  });

  it('can be a recovery code, once, and says how many are left', async () => {
    const sam = await person();
    const { codes } = await withFactor(sam);
    const [first = '', second = ''] = codes;
    expect(await check(sam, first.toUpperCase())).toEqual({ recoveryCodesLeft: 9 });
    expect(await check(sam, first)).toBeNull();
    expect(await check(sam, second.replaceAll('-', ''))).toEqual({ recoveryCodesLeft: 8 });
    expect(await verbs()).toContain('person.recovery_code_used');
  });
});

describe('wrong codes', () => {
  it('lock the account’s second step wherever they come from, however many come at once', async () => {
    const sam = await person();
    const { secret, codes } = await withFactor(sam);
    const tries = Array.from({ length: 40 }, (_, n) =>
      check(sam, 'abcdefg', `192.0.2.${n}`).then(
        () => 'looked at',
        (error) => error.code,
      ),
    );
    const results = await Promise.all(tries);
    expect(results.filter((result) => result === 'looked at')).toHaveLength(FAILURE_LIMIT);
    expect(await failure(check(sam, codeOf(secret)))).toBe('rate_limited');
    expect(await failure(check(sam, codes[0] ?? ''))).toBe('rate_limited');
    expect((await verbs()).slice(-2).sort()).toEqual(['session.locked_out', 'session.sign_in_failed']);
    tick(harness, 16);
    expect(await check(sam, codeOf(secret))).not.toBeNull();
  });

  it('are forgotten once a right one comes', async () => {
    const sam = await person();
    const { secret } = await withFactor(sam);
    for (let n = 1; n < FAILURE_LIMIT; n += 1) expect(await check(sam, 'abcdefg')).toBeNull();
    expect(await check(sam, codeOf(secret))).not.toBeNull();
    expect(await check(sam, 'abcdefg')).toBeNull();
  });
});

describe('a second factor', () => {
  it('is turned off with password and code', async () => {
    const sam = await person();
    const { secret, codes } = await withFactor(sam);
    const off = (change: object) =>
      turnOffSecondFactor(sam.ctx, { password: PASSWORD, code: codeOf(secret), source, ...change });
    expect(await failure(off({ password: 'wrong' }))).toBe('invalid_input password');
    expect(await failure(off({ code: 'abcdefg' }))).toBe('invalid_input code');
    expect((await getOwnSignIn(sam.ctx)).second_factor).not.toBeNull();
    await off({ code: codes[0] });
    expect((await getOwnSignIn(sam.ctx)).second_factor).toBeNull();
    expect(await harness.systemSql`select 1 from recovery_codes where account_id = ${sam.accountId}`).toEqual([]);
  });

  it('gets new recovery codes, which end the earlier ones', async () => {
    const sam = await person();
    const { secret, codes: earlier } = await withFactor(sam);
    const { codes } = await renewRecoveryCodes(sam.ctx, { password: PASSWORD, code: codeOf(secret), source });
    expect(await check(sam, earlier[0] ?? '')).toBeNull();
    expect(await check(sam, codes[0] ?? '')).toEqual({ recoveryCodesLeft: 9 });
  });

  it('is reset by an administrator, which signs its owner out', async () => {
    const [sam, admin] = [await person(), await person('admin')];
    await withFactor(sam);
    const claim = await beginSession(harness.systemSql, sam, harness.now());
    expect(await failure(resetSecondFactor(sam.ctx, sam.userId))).toBe('forbidden');
    await resetSecondFactor(admin.ctx, sam.userId);
    expect(await identifySession(harness.systemSql, claim, harness.now())).toBeNull();
    expect((await getOwnSignIn(sam.ctx)).second_factor).toBeNull();
    expect(await failure(resetSecondFactor(admin.ctx, sam.userId))).toBe('conflict');
    expect(await failure(resetSecondFactor(admin.ctx, 1_000_000))).toBe('not_found');
    expect(await verbs()).toContain('person.second_factor_reset');
  });

  it('that another organization relies on is reset by a command only', async () => {
    const [sam, admin] = [await person(), await person('admin')];
    await withFactor(sam);
    const [other] = await harness.admin<{ id: number }[]>`
      insert into organizations (slug, name, demo, created_at) values ('other', 'Other', false, ${harness.now()}) returning id`;
    const given = { email: sam.email, name: 'Sam', role: 'viewer' as const, passwordHash: null, now: harness.now() };
    await addMember(harness.systemSql, { orgId: other?.id ?? 0 }, given);
    expect(await failure(resetSecondFactor(admin.ctx, sam.userId))).toBe('conflict');
    await resetSecondFactor({ ...admin.ctx, userId: null, credential: null }, sam.userId);
    expect((await getOwnSignIn(sam.ctx)).second_factor).toBeNull();
  });
});

describe('an organization that requires second factors', () => {
  const lacks = async ({ accountId }: Somebody, provider?: string) => {
    const claim = await beginSession(harness.systemSql, { accountId }, harness.now());
    if (provider !== undefined) {
      await harness.admin`update sessions set provider = ${provider} where id = ${claim.sessionId}`;
    }
    return (await identifySession(harness.systemSql, claim, harness.now()))?.lacksSecondFactor;
  };

  it('leads those without one to set it up, by role, and nobody who came by a provider', async () => {
    const [sam, admin, careful] = [await person(), await person('admin'), await person('admin')];
    await withFactor(careful);
    const rule = (second_factor: 'nobody' | 'administrators' | 'everybody') =>
      changeSignInPolicy(harness.ctx, {
        ...{ second_factor, admit_by_group: false, admit_domains: [], admit_role: 'viewer' },
      });
    const all = async () => [await lacks(sam), await lacks(admin), await lacks(careful), await lacks(admin, 'oidc')];
    expect(await all()).toEqual([false, false, false, false]);
    await rule('administrators');
    expect(await all()).toEqual([false, true, false, false]);
    await rule('everybody');
    expect(await all()).toEqual([true, true, false, false]);
    await rule('nobody');
    expect(await all()).toEqual([false, false, false, false]);
  });
});
