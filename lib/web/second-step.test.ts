import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '#lib/env.ts';
import { hashPassword } from '#lib/services/access/hash-password.ts';
import { confirmSecondFactor } from '#lib/services/second-factor/confirm-second-factor.ts';
import { startSecondFactor } from '#lib/services/second-factor/start-second-factor.ts';
import { changeSignInPolicy } from '#lib/services/sign-in/change-sign-in-policy.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { inviteUser } from '#lib/services/user/invite.ts';
import { addMember, beginSession } from '#lib/services/user/testing.ts';
import type { System } from '#lib/system.ts';
import { authenticate } from './authenticate.ts';
import { openRoute } from './open-route.ts';
import { postSecondStep } from './post-second-step.ts';
import { postSetup } from './post-setup.ts';
import { serveNextAuth } from './serve-next-auth.ts';
import { sessionCookie } from './session-cookie.ts';

const PASSWORD = 'three unrelated words';
const SITE = { 'sec-fetch-site': 'same-origin' };
let harness: Harness;
let system: System;
let secret = '';
let recovery: string[] = [];

beforeAll(async () => {
  harness = await startHarness();
  const env = readEnv({ AUTH_SECRET: 'a made-up secret of enough characters', DATA_DIR: harness.folder });
  system = { ...harness, env, publicUrl: env.PUBLIC_URL, now: () => new Date() };
  Object.assign(globalThis, { plumblineSystem: system });
  const passwordHash = await hashPassword(PASSWORD, { cost: 10, blockSize: 8, parallelism: 1 });
  const given = { email: 'ada@example.com', name: 'Ada', role: 'viewer' as const, passwordHash, now: new Date() };
  const { id } = await addMember(harness.systemSql, harness.ctx, given);
  const principal = { kind: 'user', orgId: harness.ctx.orgId, role: 'viewer' } as const;
  const ctx = { ...harness.ctx, userId: id, principal, now: () => new Date(Date.now() - 120_000) };
  const started = await startSecondFactor(ctx);
  secret = started.secret;
  const code = codeAt(-120);
  ({ codes: recovery } = await confirmSecondFactor(ctx, {
    draft: started.draft,
    code,
    password: PASSWORD,
    source: 'x',
  }));
});
afterAll(() => harness.close());

const codeAt = (seconds: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + seconds * 1000 });

const cookieOf = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .find((line) => line.startsWith(`${name}=`))
    ?.split(';')[0];

async function typePassword(): Promise<Response> {
  const given = await serveNextAuth(new Request('http://localhost:3000/api/auth/csrf'));
  const { csrfToken } = (await given.clone().json()) as { csrfToken: string };
  const headers = { cookie: cookieOf(given, 'plumbline-csrf') ?? '' };
  const body = new URLSearchParams({ csrfToken, email: 'ada@example.com', password: PASSWORD });
  return serveNextAuth(
    new Request('http://localhost:3000/api/auth/callback/credentials', { method: 'POST', headers, body }),
  );
}

const send = (cookie: string | undefined, code: string, headers: Record<string, string> = SITE) =>
  openRoute(postSecondStep)(
    new Request('http://localhost:3000/api/v1/session/second-factor', {
      method: 'POST',
      headers: { ...headers, cookie: cookie ?? '' },
      body: JSON.stringify({ code }),
    }),
  );

const me = (cookie: string | undefined, path = '/api/v1/users/me') =>
  authenticate(new Request(`http://localhost:3000${path}`, { headers: { ...SITE, cookie: cookie ?? '' } })).then(
    () => 200,
    (error) => error.code,
  );

/** What the newest session says of how it began. */
async function lastStep(): Promise<string | null> {
  const [row] = await harness.systemSql<{ secondStep: string | null }[]>`
    select second_step from sessions order by created_at desc, id limit 1`;
  return row?.secondStep ?? null;
}

describe('signing in with a second factor', () => {
  it('takes a password and a code; the password alone opens nothing', async () => {
    const first = await typePassword();
    expect(first.status).toBe(401);
    expect(JSON.stringify(await first.json())).toContain('SecondFactor');
    expect(cookieOf(first, 'plumbline-session')).toBeUndefined();
    const challenge = cookieOf(first, 'plumbline-challenge');
    expect(first.headers.getSetCookie().find((line) => line.startsWith('plumbline-challenge='))).toMatch(
      /; Path=\/; Max-Age=300; HttpOnly; SameSite=Lax$/,
    );
    expect(await me(challenge?.replace('plumbline-challenge', 'plumbline-session'))).toBe('unauthenticated');
    expect((await send(challenge, '000000')).status).toBe(400);
    const second = await send(challenge, codeAt(0));
    expect(await second.json()).toEqual({ status: 'ok', recovery_codes_left: null });
    expect(await me(cookieOf(second, 'plumbline-session'))).toBe(200);
    expect(second.headers.getSetCookie().join()).toContain('plumbline-challenge=; Path=/; Max-Age=0');
    expect((await send(challenge, codeAt(0))).status).toBe(400);
    expect(await lastStep()).toBe('app_code');
  });

  it('takes a code only after the password, in the same browser, from a page of this site', async () => {
    expect((await send(undefined, codeAt(0))).status).toBe(401);
    const challenge = cookieOf(await typePassword(), 'plumbline-challenge');
    expect((await send(`${challenge}x`, codeAt(0))).status).toBe(401);
    expect((await send(challenge, codeAt(0), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const account = await harness.systemSql<{ id: number }[]>`select id from accounts`;
    const session = await sessionCookie(system.env, {
      sessionId: 'a made-up session id',
      accountId: account[0]?.id ?? 0,
    });
    const forged = session.split(';')[0]?.replace('plumbline-session', 'plumbline-challenge');
    expect((await send(forged, codeAt(0))).status).toBe(401);
  });

  it('takes a recovery code, and says how many are left', async () => {
    const challenge = cookieOf(await typePassword(), 'plumbline-challenge');
    expect(await (await send(challenge, recovery[0] ?? '')).json()).toMatchObject({ recovery_codes_left: 9 });
    expect(await lastStep()).toBe('recovery_code');
    expect((await send(challenge, recovery[0] ?? '')).status).toBe(400);
  });

  it('is asked for after a link that replaces the password, too', async () => {
    const ctx = { ...harness.ctx, now: () => new Date() };
    const { link } = await inviteUser(ctx, { email: 'ada@example.com', role: 'viewer' });
    const body = { code: new URL(link).searchParams.get('code'), name: 'Ada', password: 'four other plain words' };
    const request = new Request('http://localhost:3000/api/v1/setup', { method: 'POST', body: JSON.stringify(body) });
    const answer = await postSetup(system, request);
    expect(await answer.json()).toEqual({ status: 'second_factor' });
    expect(cookieOf(answer, 'plumbline-session')).toBeUndefined();
    const second = await send(cookieOf(answer, 'plumbline-challenge'), recovery[1] ?? '');
    expect(second.status).toBe(200);
  });
});

describe('somebody who must set up a second factor', () => {
  it('may do nothing else', async () => {
    const given = { email: 'bo@example.com', name: 'Bo', role: 'admin' as const, passwordHash: 'x', now: new Date() };
    const bo = await addMember(harness.systemSql, harness.ctx, given);
    const cookie = (await sessionCookie(system.env, await beginSession(harness.systemSql, bo, new Date()))).split(
      ';',
    )[0];
    expect(await me(cookie, '/api/v1/findings')).toBe(200);
    await changeSignInPolicy(harness.ctx, {
      ...{ second_factor: 'administrators', admit_by_group: false, admit_domains: [], admit_role: 'viewer' },
    });
    for (const path of [
      '/api/v1/findings',
      '/api/v1/users',
      '/api/v1/users/me/password',
      '/api/v1/users/me/second-factor/off',
      '/api/v1/users/metoo',
    ]) {
      expect(await me(cookie, path)).toBe('forbidden');
    }
    for (const path of ['/api/v1/users/me', '/api/v1/users/me/sign-in', '/api/v1/users/me/second-factor']) {
      expect(await me(cookie, path)).toBe(200);
    }
  });
});
