import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '#lib/env.ts';
import { hashPassword } from '#lib/services/access/hash-password.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { addMember } from '#lib/services/user/testing.ts';
import type { System } from '#lib/system.ts';
import { authenticate } from './authenticate.ts';
import { SOURCE_HEADER } from './request-source.ts';
import { serveNextAuth } from './serve-next-auth.ts';

const PASSWORD = 'three unrelated words';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  const { systemSql: sql, ctx, folder } = harness;
  const env = readEnv({ AUTH_SECRET: 'a made-up secret of enough characters', DATA_DIR: folder });
  const system: System = { ...harness, env, publicUrl: env.PUBLIC_URL, now: () => new Date() };
  Object.assign(globalThis, { plumblineSystem: system });
  const passwordHash = await hashPassword(PASSWORD, { cost: 10, blockSize: 8, parallelism: 1 });
  const person = { email: 'ada@example.com', name: 'Ada', role: 'admin' as const, passwordHash, now: new Date() };
  await addMember(sql, { orgId: ctx.orgId }, person);
});
afterAll(() => harness.close());

const send = (action: string, init: RequestInit = {}) =>
  serveNextAuth(new Request(`http://localhost:3000/api/auth/${action}`, init));

async function csrf(): Promise<{ token: string; cookie: string }> {
  const answer = await send('csrf');
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { token: csrfToken, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

async function signIn(fields: Record<string, string>, cookie?: string, source?: string): Promise<Response> {
  const given = await csrf();
  const body = new URLSearchParams({ csrfToken: given.token, email: 'ada@example.com', ...fields });
  const headers = { ...FORM, cookie: cookie ?? given.cookie, ...(source ? { [SOURCE_HEADER]: source } : {}) };
  return send('callback/credentials', { method: 'POST', headers, body });
}

const sessionOf = (answer: Response) =>
  answer.headers.getSetCookie().find((cookie) => cookie.startsWith('plumbline-session='));

describe('signing in through the library', () => {
  it('ends in a session that the API accepts', async () => {
    const answer = await signIn({ password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ url: 'http://localhost:3000' });
    const cookie = sessionOf(answer);
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
    const request = new Request('http://localhost:3000/api/v1/users/me', {
      headers: { cookie: cookie?.split(';')[0] ?? '' },
    });
    const { principal, userId } = await authenticate(request);
    expect(principal).toMatchObject({ kind: 'user', role: 'admin' });
    // A page that was loaded for somebody else gets nothing of this person.
    const shown = (id: number) => {
      const headers = new Headers(request.headers);
      headers.set('plumbline-person', String(id));
      return authenticate(new Request(request.url, { headers }));
    };
    expect((await shown(userId ?? 0)).userId).toBe(userId);
    await expect(shown((userId ?? 0) + 1)).rejects.toMatchObject({ code: 'other_person' });
  });

  it('refuses a wrong password, and a form without the token that its page was given', async () => {
    const wrong = await signIn({ password: 'other words' });
    expect(wrong.status).toBe(401);
    expect(JSON.stringify(await wrong.json())).toContain('CredentialsSignin');
    expect(sessionOf(wrong)).toBeUndefined();
    expect(sessionOf(await signIn({ password: PASSWORD }, 'plumbline-csrf=%E0%A4%A'))).toBeUndefined();
    expect(sessionOf(await signIn({ password: PASSWORD, csrfToken: 'x' }))).toBeUndefined();
  });

  it('counts failures for the network that the server says they come from', async () => {
    await harness.admin`truncate sign_in_failures`;
    for (const source of ['2001:db8:1:2::7', '2001:db8:1:2:9::8', '192.0.2.1']) {
      expect((await signIn({ password: 'other words' }, undefined, source)).status).toBe(401);
    }
    const rows = await harness.systemSql`select source, failures from sign_in_failures order by failures`;
    expect(rows).toEqual([
      { source: '192.0.2.1', failures: 1 },
      { source: '2001:db8:1:2::/64', failures: 2 },
    ]);
  });

  it('gives cookies that scripts cannot read, for this host over https alone, in answers that nobody keeps', async () => {
    const { plumblineSystem: plain } = globalThis as typeof globalThis & { plumblineSystem: System };
    const env = readEnv({ AUTH_SECRET: 'a made-up secret of enough characters', PUBLIC_URL: 'https://plumbline.test' });
    Object.assign(globalThis, { plumblineSystem: { ...plain, env } });
    const answers = [await send('csrf'), await signIn({ password: PASSWORD })];
    Object.assign(globalThis, { plumblineSystem: plain });
    const cookies = answers.flatMap((answer) => answer.headers.getSetCookie());
    for (const name of ['__Host-plumbline-csrf', '__Host-plumbline-session']) {
      const cookie = cookies.find((text) => text.startsWith(`${name}=`));
      expect(cookie).toMatch(/; Path=\/;.* HttpOnly; Secure; SameSite=Lax$/i);
    }
    for (const answer of answers) expect(answer.headers.get('cache-control')).toMatch(/no-store/);
  });

  it('leads nowhere else, whatever a request asks for', async () => {
    for (const callbackUrl of ['/\t/evil.example', 'https://evil.example', '//evil.example']) {
      const answer = await signIn({ password: PASSWORD, callbackUrl });
      expect(await answer.json()).toEqual({ url: 'http://localhost:3000' });
      expect(answer.headers.get('location')).toBeNull();
    }
  });
});

describe('what the library could do besides', () => {
  it.each([
    ['GET', '_log', 404],
    ['POST', '_log', 404],
    ['GET', 'error?error=%0A{"level":50}', 404],
    ['GET', 'signin', 404],
    ['POST', 'signin/credentials', 404],
    ['GET', 'signout', 404],
    ['POST', 'signout', 404],
    ['GET', 'session', 404],
    ['POST', 'session', 404],
    ['GET', 'providers', 404],
    ['GET', 'verify-request', 404],
    ['GET', '%63srf', 404],
    ['GET', 'callback/credentials', 405],
    ['POST', 'csrf', 405],
    ['HEAD', 'csrf', 405],
  ])('is not served: %s /api/auth/%s', async (method, action, status) => {
    const body = method === 'POST' ? { body: 'level=error&code=forged', headers: FORM } : {};
    const answer = await send(action, { method, ...body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.has('allow')).toBe(status === 405);
  });

  it('never reads a body beyond what a form needs', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(8192));
      },
    });
    const init = { method: 'POST', headers: FORM, body, duplex: 'half' } as RequestInit;
    expect((await send('callback/credentials', init)).status).toBe(413);
    expect(pulled).toBeLessThan(6);
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    expect((await send('callback/credentials', json)).status).toBe(400);
  });

  it('is not for pages of other sites', async () => {
    const headers = { ...FORM, 'sec-fetch-site': 'cross-site' };
    expect((await send('callback/credentials', { method: 'POST', headers, body: 'a=b' })).status).toBe(403);
  });
});
