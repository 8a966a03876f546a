import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertAccount } from '#db/queries/accounts.ts';
import { insertUser } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { SignInPolicyView } from '#lib/contracts/sign-in.ts';
import { readEnv } from '#lib/env.ts';
import { startSession } from '#lib/services/access/start-session.ts';
import { addGroupMapping } from '#lib/services/sign-in/add-group-mapping.ts';
import { changeSignInPolicy } from '#lib/services/sign-in/change-sign-in-policy.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { inviteUser } from '#lib/services/user/invite.ts';
import type { System } from '#lib/system.ts';
import { CLIENT, type PuppetProvider, startPuppetProvider } from '../../fixtures/puppet-provider.ts';
import { authenticate } from './authenticate.ts';
import { serveNextAuth } from './serve-next-auth.ts';
import { sessionCookie } from './session-cookie.ts';

const BASE = 'http://localhost:3000';
const SECRET = 'a made-up secret of enough characters';
const ORIGIN = { source: '192.0.2.1', device: null };
let harness: Harness;
let puppet: PuppetProvider;
let system: System;

beforeAll(async () => {
  [harness, puppet] = await Promise.all([startHarness(), startPuppetProvider()]);
  const env = readEnv({
    ...{ AUTH_SECRET: SECRET, DATA_DIR: harness.folder },
    ...{ AUTH_OIDC_ISSUER: puppet.issuer, AUTH_OIDC_ID: CLIENT.id, AUTH_OIDC_SECRET: CLIENT.secret },
    ...{ AUTH_OIDC_DOWN_ISSUER: 'http://127.0.0.1:9', AUTH_OIDC_DOWN_ID: 'x', AUTH_OIDC_DOWN_SECRET: 'x' },
  });
  system = { ...harness, env, publicUrl: env.PUBLIC_URL, now: () => new Date() };
  Object.assign(globalThis, { plumblineSystem: system });
});
beforeEach(async () => {
  await harness.admin`truncate users, accounts, identities, group_mappings, sign_in_policies, setup_codes cascade`;
  puppet.answers.clear();
  Object.assign(puppet, { spoil: null, header: {}, ahead: 0, userinfo: { sub: 'ada' } });
  puppet.claims = { sub: 'ada', email: 'ada@example.com', email_verified: true, name: 'Ada' };
});
afterAll(() => Promise.all([harness.close(), puppet.close()]));

/** What a browser does: keeps cookies, and sends the headers of its own pages. */
class Browser {
  readonly jar = new Map<string, string>();

  async send(path: string, init: RequestInit = {}, site = 'same-origin'): Promise<Response> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'sec-fetch-site': site, ...init.headers };
    const answer = await serveNextAuth(new Request(`${BASE}${path}`, { ...init, headers }));
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      if (/max-age=0/i.test(line)) this.jar.delete(pair.slice(0, cut));
      else this.jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
    return answer;
  }

  /** Presses the button of a provider; the answer leads to it. */
  async begin(fields: Record<string, string> = {}, id = 'oidc', site?: string): Promise<Response> {
    const { csrfToken } = (await (await this.send('/api/auth/csrf')).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, ...fields });
    return this.send(`/api/auth/signin/${id}`, { method: 'POST', body }, site);
  }

  /** Comes back from the provider; where that leads to. */
  async finish(query: URLSearchParams, id = 'oidc'): Promise<string> {
    const answer = await this.send(`/api/auth/callback/${id}?${query}`, {}, 'cross-site');
    expect(answer.status).toBe(303);
    return answer.headers.get('location') ?? '';
  }

  /** All of it. */
  async signIn(fields: Record<string, string> = {}): Promise<string> {
    const { url } = (await (await this.begin(fields)).json()) as { url: string };
    return this.finish(puppet.approve(url));
  }

  async who(): Promise<number | null> {
    const cookie = `plumbline-session=${this.jar.get('plumbline-session') ?? ''}`;
    const request = new Request(`${BASE}/api/v1/users/me`, { headers: { cookie } });
    return authenticate(request).then(
      ({ userId }) => userId,
      () => null,
    );
  }
}

const url = async (answer: Response) => ((await answer.json()) as { url: string }).url;
const refusalOf = (path: string) => new URL(path, BASE).searchParams.get('refused');

async function person(email: string, role: 'admin' | 'viewer' = 'viewer') {
  const { orgId } = harness.ctx;
  const now = new Date();
  return inTransaction(harness.systemSql, async (tx) => {
    const account = await insertAccount(tx, { email, passwordHash: 'x', now });
    const user = await insertUser(tx, { orgId }, { accountId: account?.id ?? 0, email, name: 'Somebody', role, now });
    return { accountId: account?.id ?? 0, userId: user?.id ?? 0 };
  });
}

async function signedIn(account: { accountId: number }): Promise<Browser> {
  const browser = new Browser();
  const session = await startSession(harness.systemSql, { ...account, origin: ORIGIN }, new Date());
  const cookie = await sessionCookie(system.env, { sessionId: session.id, accountId: account.accountId });
  browser.jar.set('plumbline-session', cookie.split(';')[0]?.split('=')[1] ?? '');
  return browser;
}

async function connected(email = 'ada@example.com'): Promise<{ accountId: number; userId: number }> {
  const somebody = await person(email);
  const browser = await signedIn(somebody);
  expect(await browser.signIn({ purpose: 'link' })).toBe('/account?linked=oidc');
  return somebody;
}

const policy = (change: Partial<SignInPolicyView>) =>
  changeSignInPolicy(harness.ctx, {
    ...{ second_factor: 'nobody', admit_by_group: false, admit_domains: [], admit_role: 'viewer' },
    ...change,
  });
const gives = (group: string, role: 'admin' | 'security' | 'developer') =>
  addGroupMapping({ ...harness.ctx, env: system.env }, { provider: 'oidc', group, role });
const rolesOf = async () => {
  const rows = await harness.systemSql<{ email: string; role: string; disabledAt: Date | null }[]>`
    select email, role, disabled_at from users order by email`;
  return rows.map(({ email, role, disabledAt }) => `${email} ${disabledAt === null ? role : 'out'}`);
};

describe('signing in with a provider', () => {
  it('signs in whom the identity belongs to, and leads to where they wanted', async () => {
    const { userId } = await connected();
    const browser = new Browser();
    expect(await browser.signIn({ next: '/findings?state=open' })).toBe('/findings?state=open');
    expect(await browser.who()).toBe(userId);
    const [entry] =
      await harness.systemSql`select actor_id, detail from audit_entries where verb = 'session.signed_in' order by sequence desc`;
    expect(entry).toEqual({ actorId: userId, detail: { provider: 'oidc' } });
    expect([...browser.jar.keys()].sort()).toEqual(['plumbline-csrf', 'plumbline-session']);
  });

  it('asks with PKCE, state and nonce, and to be led back to the public address alone', async () => {
    const asked = new URL(await url(await new Browser().begin({}, 'oidc'))).searchParams;
    expect(asked.get('redirect_uri')).toBe(`${BASE}/api/auth/callback/oidc`);
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length).toBeGreaterThan(20);
  });

  it('is the same person with another address, and another with the same address', async () => {
    const { userId } = await connected();
    puppet.claims = { ...puppet.claims, email: 'lovelace@example.com' };
    const browser = new Browser();
    expect(await browser.signIn()).toBe('/');
    expect(await browser.who()).toBe(userId);
    puppet.claims = { sub: 'eve', email: 'ada@example.com', email_verified: true, name: 'Eve' };
    puppet.userinfo = { sub: 'eve' };
    const eve = new Browser();
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
      expect(await new Browser().signIn({ next, callbackUrl: next })).toBe('/');
    }
  });

  it('keeps out the disabled, and says so in the audit log', async () => {
    const { userId } = await connected();
    await harness.admin`update users set disabled_at = ${new Date()} where id = ${userId}`;
    const browser = new Browser();
    expect(refusalOf(await browser.signIn())).toBe('no_access');
    expect(await browser.who()).toBeNull();
    const [entry] = await harness.systemSql`select verb, detail from audit_entries order by sequence desc limit 1`;
    expect(entry).toMatchObject({ verb: 'session.sign_in_failed', detail: { provider: 'oidc', refusal: 'no_access' } });
  });
});

describe('what a provider sends back', () => {
  const sent = async (spoil: (query: URLSearchParams, browser: Browser) => void) => {
    const browser = new Browser();
    const query = puppet.approve(await url(await browser.begin()));
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
    const browser = new Browser();
    const query = puppet.approve(await url(await browser.begin()));
    const before = new Map(browser.jar);
    expect(await browser.finish(query)).toBe('/');
    expect(refusalOf(await browser.finish(query))).toBe('expired');
    const copy = new Browser();
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

  const spoilt: [string, () => void][] = [
    [
      'another issuer',
      () => {
        puppet.spoil = (claims) => ({ ...claims, iss: 'https://evil.example' });
      },
    ],
    [
      'another audience',
      () => {
        puppet.spoil = (claims) => ({ ...claims, aud: 'somebody-else' });
      },
    ],
    [
      'another nonce',
      () => {
        puppet.spoil = (claims) => ({ ...claims, nonce: 'x' });
      },
    ],
    [
      'no nonce',
      () => {
        puppet.spoil = (claims) => ({ ...claims, nonce: undefined });
      },
    ],
    [
      'no subject',
      () => {
        puppet.spoil = (claims) => ({ ...claims, sub: undefined });
      },
    ],
    [
      'an end that is past',
      () => {
        puppet.spoil = (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 30 });
      },
    ],
    [
      'a beginning that is to come',
      () => {
        puppet.spoil = (claims) => ({ ...claims, nbf: Math.floor(Date.now() / 1000) + 60 });
      },
    ],
    [
      'no signature',
      () => {
        puppet.header = { alg: 'none' };
      },
    ],
    [
      'a signature by the secret that the client knows',
      () => {
        puppet.header = { alg: 'HS256' };
      },
    ],
    ['a signature by a key that is not published', () => puppet.rotateKeys({ keepPublished: true })],
    ['an answer for tokens that is no JSON', () => void puppet.answers.set('/token', () => [200, '<html>'])],
    ['an answer for tokens without tokens', () => void puppet.answers.set('/token', () => [200, '{}'])],
    [
      'an answer for tokens with an ID token of garbage',
      () => void puppet.answers.set('/token', () => [200, '{"access_token":"a","id_token":"a.b.c"}']),
    ],
    [
      'userinfo of somebody else',
      () => {
        puppet.userinfo = { sub: 'eve' };
      },
    ],
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
    expect(await new Browser().signIn()).toBe('/');
    puppet.spoil = (claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 5 });
    expect(await new Browser().signIn()).toBe('/');
    puppet.spoil = (claims) => ({ ...claims, iat: Math.floor(Date.now() / 1000) + 8 });
    expect(await new Browser().signIn()).toBe('/');
  });
});

describe('an attempt', () => {
  it('begins only from a page of this site, with the token that it was given', async () => {
    expect((await new Browser().begin({}, 'oidc', 'cross-site')).status).toBe(403);
    const browser = new Browser();
    await browser.begin();
    const body = new URLSearchParams({ csrfToken: 'forged' });
    expect((await browser.send('/api/auth/signin/oidc', { method: 'POST', body })).status).toBe(503);
  });

  it('is not offered with a provider that is down or unknown; others go on', async () => {
    expect((await new Browser().begin({}, 'oidc-down')).status).toBe(503);
    expect((await new Browser().begin({}, 'oidc-other')).status).toBe(404);
    expect((await new Browser().begin()).status).toBe(200);
  });
});

describe('somebody unknown', () => {
  it('gets in where a rule says so, with a verified address', async () => {
    expect(refusalOf(await new Browser().signIn())).toBe('unknown');
    await policy({ admit_domains: ['example.com'] });
    puppet.claims = { ...puppet.claims, email_verified: false };
    expect(refusalOf(await new Browser().signIn())).toBe('unknown');
    puppet.claims = { ...puppet.claims, email_verified: true };
    const browser = new Browser();
    expect(await browser.signIn()).toBe('/');
    expect(await rolesOf()).toEqual(['ada@example.com viewer']);
    expect(await new Browser().signIn()).toBe('/');
    expect(await rolesOf()).toHaveLength(1);
  });

  it('gets in by a group that gives a role, and is out when the group is', async () => {
    await person('admin@example.com', 'admin');
    await gives('dev', 'developer');
    puppet.claims = { ...puppet.claims, groups: ['dev'] };
    expect(refusalOf(await new Browser().signIn())).toBe('unknown');
    await policy({ admit_by_group: true });
    puppet.claims = { ...puppet.claims, email_verified: false };
    expect(refusalOf(await new Browser().signIn())).toBe('unknown');
    puppet.claims = { ...puppet.claims, email_verified: true };
    const browser = new Browser();
    expect(await browser.signIn()).toBe('/');
    expect(await rolesOf()).toEqual(['ada@example.com developer', 'admin@example.com admin']);
    puppet.claims = { ...puppet.claims, groups: [] };
    expect(refusalOf(await new Browser().signIn())).toBe('no_access');
    expect(await browser.who()).toBeNull();
    puppet.claims = { ...puppet.claims, groups: ['dev'] };
    expect(await new Browser().signIn()).toBe('/');
    expect((await rolesOf())[0]).toBe('ada@example.com developer');
  });
});

describe('groups', () => {
  beforeEach(async () => {
    await person('admin@example.com', 'admin');
    await gives('sec', 'security');
    await gives('dev', 'developer');
  });

  const signsInWith = async (groups: unknown) => {
    puppet.claims = { ...puppet.claims, groups };
    const path = await new Browser().signIn();
    return [refusalOf(path) ?? 'in', (await rolesOf())[0]];
  };

  it('give a role by hand another one, raise it and lower it', async () => {
    await connected();
    expect(await signsInWith([])).toEqual(['in', 'ada@example.com viewer']);
    expect(await signsInWith(['dev', 'sec'])).toEqual(['in', 'ada@example.com security']);
    expect(await signsInWith(['dev'])).toEqual(['in', 'ada@example.com developer']);
    expect(await signsInWith(['other'])).toEqual(['no_access', 'ada@example.com out']);
  });

  it('put people into teams and take them out; places by hand stay', async () => {
    const { userId } = await connected();
    const ctx = { ...harness.ctx, env: system.env };
    for (const name of ['Payments', 'Web']) await createTeam(ctx, { name });
    for (const [group, team] of [
      ['pay', 'payments'],
      ['web', 'web'],
    ] as const) {
      await addGroupMapping(ctx, { provider: 'oidc', group, team });
    }
    await changeMembers(ctx, 'web', { add: [userId], remove: [] });
    const teams = async (groups: string[]) => {
      await signsInWith(groups);
      const rows = await harness.systemSql<{ slug: string; source: string }[]>`
        select slug, source from team_members m join teams t on t.id = m.team_id where user_id = ${userId} order by 1, 2`;
      return rows.map(({ slug, source }) => `${slug} ${source}`);
    };
    expect(await teams(['pay', 'web'])).toEqual(['payments group', 'web api', 'web group']);
    expect(await teams(['web'])).toEqual(['web api', 'web group']);
    expect(await teams([])).toEqual(['web api']);
    const told = await harness.systemSql`
        select target_id, detail from audit_entries
        where verb = 'team.members_changed' and detail ->> 'team' = 'payments' order by sequence`;
    expect(told.map(({ targetId, detail }) => [targetId, detail])).toEqual([
      [String(userId), { team: 'payments', change: 'added', provider: 'oidc' }],
      [String(userId), { team: 'payments', change: 'removed', provider: 'oidc' }],
    ]);
  });

  it('change nothing when they are not known', async () => {
    await connected();
    await signsInWith(['sec']);
    puppet.claims = { ...puppet.claims, groups: undefined, _claim_names: { groups: 'src1' } };
    expect(await new Browser().signIn()).toBe('/');
    expect((await rolesOf())[0]).toBe('ada@example.com security');
  });

  it('never take away the last administrator', async () => {
    const { userId } = await connected();
    await gives('boss', 'admin');
    await signsInWith(['boss']);
    await harness.admin`update users set disabled_at = ${new Date()} where id <> ${userId}`;
    expect(await signsInWith([])).toEqual(['in', 'ada@example.com admin']);
    expect(await signsInWith(['dev'])).toEqual(['in', 'ada@example.com admin']);
  });

  it('do not let in whom a person has disabled', async () => {
    const { userId } = await connected();
    await signsInWith(['sec']);
    await harness.admin`update users set disabled_at = ${new Date()}, role_from = null where id = ${userId}`;
    expect(await signsInWith(['sec'])).toEqual(['no_access', 'ada@example.com out']);
  });
});

describe('an invitation', () => {
  const invited = async (email: string) => {
    const { link } = await inviteUser({ ...harness.ctx, now: () => new Date() }, { email, role: 'security' });
    return new URL(link).searchParams.get('code') ?? '';
  };

  it('is accepted with a provider, once, whatever address the provider tells', async () => {
    const code = await invited('ada@acme.example');
    const browser = new Browser();
    expect(await browser.signIn({ purpose: 'invite', code })).toBe('/');
    expect(await browser.who()).not.toBeNull();
    expect(await rolesOf()).toEqual(['ada@acme.example security']);
    expect(await new Browser().signIn()).toBe('/');
    Object.assign(puppet, { claims: { ...puppet.claims, sub: 'eve' }, userinfo: { sub: 'eve' } });
    expect(refusalOf(await new Browser().signIn({ purpose: 'invite', code }))).toBe('dead_invitation');
  });

  it('does not join accounts by address, nor an identity to a second account', async () => {
    await connected();
    expect(refusalOf(await new Browser().signIn({ purpose: 'invite', code: await invited('bo@example.com') }))).toBe(
      'linked_elsewhere',
    );
    expect(refusalOf(await new Browser().signIn({ purpose: 'invite', code: 'x'.repeat(43) }))).toBe('dead_invitation');
    expect(await harness.systemSql`select 1 from accounts`).toHaveLength(1);
  });
});

describe('connecting a provider', () => {
  it('is for the session that asked, and for an identity that is nobody else’s', async () => {
    await connected();
    const bo = await person('bo@example.com');
    const browser = await signedIn(bo);
    expect(await browser.signIn({ purpose: 'link' })).toBe('/account?refused=linked_elsewhere');
    Object.assign(puppet, { claims: { sub: 'bo' }, userinfo: { sub: 'bo' } });
    const query = puppet.approve(await url(await browser.begin({ purpose: 'link' })));
    const eve = await signedIn(await person('eve@example.com'));
    browser.jar.set('plumbline-session', eve.jar.get('plumbline-session') ?? '');
    expect(refusalOf(await browser.finish(query))).toBe('expired');
    expect(await harness.systemSql`select 1 from identities where subject = 'bo'`).toEqual([]);
  });

  it('needs somebody who is signed in', async () => {
    expect((await new Browser().begin({ purpose: 'link' })).status).toBe(401);
  });
});
