import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '#db/transaction.ts';
import { addGroupMapping } from '#lib/services/sign-in/add-group-mapping.ts';
import { keepSeenGroups } from '#lib/services/sign-in/keep-seen-groups.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { inviteUser } from '#lib/services/user/invite.ts';
import { getGroupMappings } from '#lib/views/access/get-group-mappings.ts';
import { refusalOf, startProviderWorld, urlOf } from '../../fixtures/provider-world.ts';

const world = await startProviderWorld();
const { harness, puppet, env, newBrowser, person, signedIn, connected, policy, gives, rolesOf } = world;
beforeEach(() => world.reset());
afterAll(() => world.close());

describe('somebody unknown', () => {
  it('gets in where a rule says so, with a verified address', async () => {
    expect(refusalOf(await newBrowser().signIn())).toBe('unknown');
    await policy({ admit_domains: ['example.com'] });
    puppet.claims = { ...puppet.claims, email_verified: false };
    expect(refusalOf(await newBrowser().signIn())).toBe('unknown');
    puppet.claims = { ...puppet.claims, email_verified: true };
    const browser = newBrowser();
    expect(await browser.signIn()).toBe('/');
    expect(await rolesOf()).toEqual(['ada@example.com viewer']);
    expect(await newBrowser().signIn()).toBe('/');
    expect(await rolesOf()).toHaveLength(1);
  });

  it('gets in by a group that gives a role, and is out when the group is', async () => {
    await person('admin@example.com', 'admin');
    await gives('dev', 'developer');
    puppet.claims = { ...puppet.claims, groups: ['dev'] };
    expect(refusalOf(await newBrowser().signIn())).toBe('unknown');
    await policy({ admit_by_group: true });
    puppet.claims = { ...puppet.claims, email_verified: false };
    expect(refusalOf(await newBrowser().signIn())).toBe('unknown');
    puppet.claims = { ...puppet.claims, email_verified: true };
    const browser = newBrowser();
    expect(await browser.signIn()).toBe('/');
    expect(await rolesOf()).toEqual(['ada@example.com developer', 'admin@example.com admin']);
    puppet.claims = { ...puppet.claims, groups: [] };
    expect(refusalOf(await newBrowser().signIn())).toBe('no_access');
    expect(await browser.who()).toBeNull();
    puppet.claims = { ...puppet.claims, groups: ['dev'] };
    expect(await newBrowser().signIn()).toBe('/');
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
    const path = await newBrowser().signIn();
    return [refusalOf(path) ?? 'in', (await rolesOf())[0]];
  };

  it('give a role by hand another one, raise it and lower it', async () => {
    await connected();
    expect(await signsInWith([])).toEqual(['in', 'ada@example.com viewer']);
    expect(await signsInWith(['dev', 'sec'])).toEqual(['in', 'ada@example.com security']);
    expect(await signsInWith(['dev'])).toEqual(['in', 'ada@example.com developer']);
    expect(await signsInWith(['other'])).toEqual(['no_access', 'ada@example.com out']);
  });

  it('are offered once a provider told of them, in the organization of the person alone', async () => {
    await connected();
    const hostile = ['NUL \0', '\ud800', ' spaces ', '', 'x'.repeat(300), 7];
    expect(await signsInWith(['payments', 'Web team', ...hostile])).toEqual(['in', 'ada@example.com viewer']);
    await signsInWith(['payments']);
    const seen = async () => (await getGroupMappings(harness.ctx)).seen;
    expect(await seen()).toEqual(['Web team', 'payments'].sort().map((group) => ({ provider: 'oidc', group })));
    const other = { ...harness.ctx, orgId: harness.ctx.orgId + 1 };
    expect((await getGroupMappings({ ...other, principal: { ...other.principal, orgId: other.orgId } })).seen).toEqual(
      [],
    );

    await harness.admin`update seen_groups set last_seen_at = ${new Date(Date.now() - 181 * 86_400_000)}`;
    await signsInWith(['payments']);
    expect(await seen()).toEqual([{ provider: 'oidc', group: 'payments' }]);

    // GitHub's lists come in pages: what moves from one to the next between two requests is told twice.
    const twice = { provider: 'github', groups: ['acme', 'acme'], now: new Date() };
    await inTransaction(harness.sql, (tx) => keepSeenGroups(tx, harness.ctx, twice));
    expect(await seen()).toContainEqual({ provider: 'github', group: 'acme' });
  });

  it('put people into teams and take them out; places by hand stay', async () => {
    const { userId } = await connected();
    const ctx = { ...harness.ctx, env: env };
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
    expect(await newBrowser().signIn()).toBe('/');
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
    const browser = newBrowser();
    expect(await browser.signIn({ purpose: 'invite', code })).toBe('/');
    expect(await browser.who()).not.toBeNull();
    expect(await rolesOf()).toEqual(['ada@acme.example security']);
    expect(await newBrowser().signIn()).toBe('/');
    Object.assign(puppet, { claims: { ...puppet.claims, sub: 'eve' }, userinfo: { sub: 'eve' } });
    expect(refusalOf(await newBrowser().signIn({ purpose: 'invite', code }))).toBe('dead_invitation');
  });

  it('does not join accounts by address, nor an identity to a second account', async () => {
    await connected();
    expect(refusalOf(await newBrowser().signIn({ purpose: 'invite', code: await invited('bo@example.com') }))).toBe(
      'linked_elsewhere',
    );
    expect(refusalOf(await newBrowser().signIn({ purpose: 'invite', code: 'x'.repeat(43) }))).toBe('dead_invitation');
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
    const query = puppet.approve(await urlOf(await browser.begin({ purpose: 'link' })));
    const eve = await signedIn(await person('eve@example.com'));
    browser.jar.set('plumbline-session', eve.jar.get('plumbline-session') ?? '');
    expect(refusalOf(await browser.finish(query))).toBe('expired');
    expect(await harness.systemSql`select 1 from identities where subject = 'bo'`).toEqual([]);
  });

  it('needs somebody who is signed in', async () => {
    expect((await newBrowser().begin({ purpose: 'link' })).status).toBe(401);
  });
});
