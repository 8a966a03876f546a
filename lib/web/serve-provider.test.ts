import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PROVIDER_ATTEMPTS, takeProviderAttempt } from '#lib/services/sign-in/take-provider-attempt.ts';
import { BASE, refusalOf, type SignInBrowser, startProviderWorld, urlOf } from '../../fixtures/provider-world.ts';

const world = await startProviderWorld();
const { harness, puppet, newBrowser, connected, policy } = world;
beforeEach(() => world.reset());
afterAll(() => world.close());

describe('signing in with a provider', () => {
  it('signs in whom the identity belongs to, and leads to where they wanted', async () => {
    const { userId } = await connected();
    const browser = newBrowser();
    expect(await browser.signIn({ next: '/findings?state=open' })).toBe('/findings?state=open');
    expect(await browser.who()).toBe(userId);
    const [entry] =
      await harness.systemSql`select actor_id, detail from audit_entries where verb = 'session.signed_in' order by sequence desc`;
    expect(entry).toEqual({ actorId: userId, detail: { provider: 'oidc' } });
    expect([...browser.jar.keys()].sort()).toEqual(['plumbline-csrf', 'plumbline-session']);
  });

  it('asks with PKCE, state and nonce, and to be led back to the public address alone', async () => {
    const asked = new URL(await urlOf(await newBrowser().begin({}, 'oidc'))).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${BASE}/api/auth/callback/oidc`);
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length).toBeGreaterThan(20);
  });

  it('is the same person with another address, and another with the same address', async () => {
    const { userId } = await connected();
    puppet.claims = { ...puppet.claims, email: 'lovelace@example.com' };
    const browser = newBrowser();
    expect(await browser.signIn()).toBe('/');
    expect(await browser.who()).toBe(userId);
    puppet.claims = { sub: 'eve', email: 'ada@example.com', email_verified: true, name: 'Eve' };
    puppet.userinfo = { sub: 'eve' };
    const eve = newBrowser();
    expect(refusalOf(await eve.signIn())).toBe('unknown');
    await policy({ admit_domains: ['example.com'] });
    expect(refusalOf(await eve.signIn())).toBe('address_taken');
    expect(await eve.who()).toBeNull();
  });

  it('leads nowhere else, whatever a request asks for', async () => {
    await connected();
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      '/api/v1/users/me',
      '/sign-in',
    ]) {
      expect(await newBrowser().signIn({ next, callbackUrl: next })).toBe('/');
    }
  });

  it('keeps out the disabled, and says so in the audit log', async () => {
    const { userId } = await connected();
    await harness.admin`update users set disabled_at = ${new Date()} where id = ${userId}`;
    const browser = newBrowser();
    expect(refusalOf(await browser.signIn())).toBe('no_access');
    expect(await browser.who()).toBeNull();
    const [entry] = await harness.systemSql`select verb, detail from audit_entries order by sequence desc limit 1`;
    expect(entry).toMatchObject({ verb: 'session.sign_in_failed', detail: { provider: 'oidc', refusal: 'no_access' } });
  });
});

describe('many sign-ins from one network', () => {
  it('are refused until a quarter of an hour is over: those that begin, and those that come back', async () => {
    const browser = newBrowser();
    const query = puppet.approve(await urlOf(await browser.begin()));
    await harness.admin`update sign_in_failures set failures = ${PROVIDER_ATTEMPTS}`;
    expect(refusalOf(await browser.finish(query))).toBe('too_many');
    const refused = await newBrowser().begin();
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(800);
    expect(seconds).toBeLessThanOrEqual(900);
  });

  it('are counted for each network, as many as an office needs', async () => {
    let now = new Date();
    const system = { systemSql: harness.systemSql, now: () => now };
    const begin = (source: string) =>
      takeProviderAttempt(system, source).then(
        () => null,
        (error) => error.retryAfter,
      );
    for (let n = 1; n <= PROVIDER_ATTEMPTS; n += 1) expect(await begin('192.0.2.7')).toBeNull();
    now = new Date(now.getTime() + 60_000);
    expect(await begin('192.0.2.7')).toBe(14 * 60);
    expect(await begin('192.0.2.8')).toBeNull();
    now = new Date(now.getTime() + 14 * 60_000);
    expect(await begin('192.0.2.7')).toBeNull();
  });
});

describe('what a provider sends back', () => {
  const sent = async (spoil: (query: URLSearchParams, browser: SignInBrowser) => void) => {
    const browser = newBrowser();
    const query = puppet.approve(await urlOf(await browser.begin()));
    spoil(query, browser);
    const path = await browser.finish(query);
    expect(await browser.who()).toBeNull();
    return refusalOf(path);
  };

  beforeEach(async () => {
    await connected();
  });

  it('is refused for another state, in another browser, and without the cookies of the attempt', async () => {
    expect(await sent((query) => query.set('state', 'forged'))).toBe('expired');
    expect(await sent((query) => query.delete('state'))).toBe('expired');
    expect(await sent((_, { jar }) => jar.clear())).toBe('expired');
    expect(await sent((_, { jar }) => jar.delete('plumbline-pkcecodeverifier'))).toBe('not_confirmed');
    expect(await sent((_, { jar }) => jar.delete('plumbline-nonce'))).toBe('not_confirmed');
    expect(await sent((_, { jar }) => jar.set('plumbline-flow', `${jar.get('plumbline-flow')}x`))).toBe('expired');
  });

  it('is good once', async () => {
    const browser = newBrowser();
    const query = puppet.approve(await urlOf(await browser.begin()));
    const before = new Map(browser.jar);
    expect(await browser.finish(query)).toBe('/');
    expect(refusalOf(await browser.finish(query))).toBe('expired');
    const copy = newBrowser();
    for (const [name, value] of before) copy.jar.set(name, value);
    expect(refusalOf(await copy.finish(query))).toBe('not_confirmed');
    expect(await copy.who()).toBeNull();
  });

  it('may be that the person said no', async () => {
    const spoiled = (query: URLSearchParams) => {
      query.delete('code');
      query.set('error', 'access_denied');
      query.set('error_description', '<script>alert(1)</script>');
    };
    expect(await sent(spoiled)).toBe('cancelled');
  });

  /** The ID token says something else, signed as it should be. */
  const claims = (other: () => Record<string, unknown>) => () => {
    puppet.spoil = (right) => ({ ...right, ...other() });
  };
  const spoilt: [string, () => void][] = [
    ['another issuer', claims(() => ({ iss: 'https://evil.example' }))],
    ['another audience', claims(() => ({ aud: 'somebody-else' }))],
    ['another nonce', claims(() => ({ nonce: 'x' }))],
    ['no nonce', claims(() => ({ nonce: undefined }))],
    ['no subject', claims(() => ({ sub: undefined }))],
    ['an end that is past', claims(() => ({ exp: Math.floor(Date.now() / 1000) - 30 }))],
    ['a beginning that is to come', claims(() => ({ nbf: Math.floor(Date.now() / 1000) + 60 }))],
    ['no signature', () => Object.assign(puppet, { header: { alg: 'none' } })],
    ['a signature by the secret that the client knows', () => Object.assign(puppet, { header: { alg: 'HS256' } })],
    ['a signature by a key that is not published', () => puppet.rotateKeys({ keepPublished: true })],
    ['an answer for tokens that is no JSON', () => void puppet.answers.set('/token', () => [200, '<html>'])],
    ['an answer for tokens without tokens', () => void puppet.answers.set('/token', () => [200, '{}'])],
    [
      'an answer for tokens with an ID token of garbage',
      () => void puppet.answers.set('/token', () => [200, '{"access_token":"a","id_token":"a.b.c"}']),
    ],
    ['userinfo of somebody else', () => Object.assign(puppet, { userinfo: { sub: 'eve' } })],
    ['userinfo that is no JSON', () => void puppet.answers.set('/userinfo', () => [200, 'nonsense'])],
    ['keys that are garbage', () => void puppet.answers.set('/jwks', () => [200, '{"keys":"none"}'])],
    ['an error of the server', () => void puppet.answers.set('/token', () => [500, 'oops'])],
  ];

  it.each(spoilt)('signs nobody in with %s', async (_name, spoil) => {
    expect(await sent(() => spoil())).toBe('not_confirmed');
    puppet.rotateKeys();
  });

  it('is taken when its keys have changed, and when clocks differ by seconds', async () => {
    puppet.rotateKeys();
    expect(await newBrowser().signIn()).toBe('/');
    puppet.spoil = (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 5 });
    expect(await newBrowser().signIn()).toBe('/');
    puppet.spoil = (claims) => ({ ...claims, iat: Math.floor(Date.now() / 1000) + 8 });
    expect(await newBrowser().signIn()).toBe('/');
  });
});

describe('an attempt', () => {
  it('begins only from a page of this site, with the token that it was given', async () => {
    expect((await newBrowser().begin({}, 'oidc', 'cross-site')).status).toBe(403);
    const browser = newBrowser();
    await browser.begin();
    const body = new URLSearchParams({ csrfToken: 'forged' });
    expect((await browser.send('/api/auth/signin/oidc', { method: 'POST', body })).status).toBe(503);
  });

  it('is not offered with a provider that is down or unknown; others go on', async () => {
    expect((await newBrowser().begin({}, 'oidc-down')).status).toBe(503);
    expect((await newBrowser().begin({}, 'oidc-other')).status).toBe(404);
    expect((await newBrowser().begin()).status).toBe(200);
  });
});
