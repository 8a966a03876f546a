import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { findAccountByEmail } from '#db/queries/accounts.ts';
import { listAuditEntries } from '#db/queries/audit-list.ts';
import { insertOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import { userListParams } from '#lib/contracts/user.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { Fault } from '#lib/errors.ts';
import { switchOrganization } from '#lib/services/organization/switch-organization.ts';
import { acceptInvite } from '#lib/services/setup/accept-invite.ts';
import { issuePasswordLink } from '#lib/services/setup/issue-password-link.ts';
import { joinOrganization } from '#lib/services/setup/join-organization.ts';
import { resetPassword } from '#lib/services/setup/reset-password.ts';
import { startHarness, tick } from '#lib/services/testing.ts';
import { changeEmail } from '#lib/services/user/change-email.ts';
import { changeUser } from '#lib/services/user/change-user.ts';
import { inviteUser } from '#lib/services/user/invite.ts';
import { removeUser } from '#lib/services/user/remove-user.ts';
import { addMember, beginSession, type Member } from '#lib/services/user/testing.ts';
import { bindTo } from '#lib/system.ts';
import { getMe } from '#lib/views/access/get-me.ts';
import { getSetup } from '#lib/views/access/get-setup.ts';
import { getUsers } from '#lib/views/access/get-users.ts';
import { hashPassword } from './hash-password.ts';
import { identifySession, type SessionClaim } from './identify-session.ts';
import { signIn } from './sign-in.ts';

const harness = await startHarness();
const { systemSql: sql, admin, ctx } = harness;
const { orgId: first } = ctx;
const { id: second } = await inTransaction(sql, (tx) =>
  insertOrganization(tx, { slug: 'second', name: 'Second', demo: false, now: harness.now() }),
);
const contextOf = (orgId: number) => ({
  ...bindTo(ctx, orgId),
  orgId,
  principal: { kind: 'api_token', orgId, role: 'admin' } as const,
  readScope: { orgId, repositories: 'all' } as const,
});
const PASSWORD = 'three unrelated words';
const passwordHash = await hashPassword(PASSWORD, { cost: 10, blockSize: 8, parallelism: 1 });

afterAll(() => harness.close());
beforeEach(
  () => admin`truncate users, accounts, sessions, setup_codes, sign_in_failures, audit_entries, audit_heads cascade`,
);

const add = (orgId: number, name: string, role: Role = 'viewer'): Promise<Member> =>
  addMember(sql, { orgId }, { email: `${name}@example.com`, name, role, passwordHash, now: harness.now() });

async function invite(orgId: number, email = 'ada@example.com'): Promise<string> {
  const { link } = await inviteUser(contextOf(orgId), { email, role: 'viewer' });
  return new URL(link).searchParams.get('code') ?? '';
}

const who = async (claim: SessionClaim) => {
  const identity = await identifySession(sql, claim, harness.now());
  return identity && { orgId: identity.orgId, userId: identity.userId };
};
const password = async (text: string) =>
  (await signIn(sql, { email: 'ada@example.com', password: text, source: 'here' }, harness.now(), harness.log)) !==
  null;
const accept = (code: string, text: string) =>
  acceptInvite(sql, { code, name: 'Eve', password: text, source: 'here' }, harness.now());
const join = (code: string, claim: SessionClaim) =>
  joinOrganization(sql, { code, claim, source: '192.0.2.3' }, harness.now());
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => (error instanceof Fault ? error.code : String(error)),
  );
const verbs = async (orgId: number) =>
  (await listAuditEntries(sql, { orgId }, {}, { after: null, limit: 100 })).map(({ verb }) => verb);

describe('inviting an address that has an account in another organization', () => {
  it('answers as for any other, and the list shows the same', async () => {
    await add(first, 'ada');
    const codes = [await invite(second), await invite(second, 'new@example.com')];
    const items = (await getUsers(contextOf(second), userListParams.parse({}))).items.map(
      ({ id: _, email: __, ...row }) => row,
    );
    expect(items[0]).toEqual({ ...items[1], name: 'ada' });
    const stages = await Promise.all(codes.map((code) => getSetup(sql, code, harness.now())));
    expect(stages.map((stage) => stage.kind)).toEqual(['invite', 'invite']);
  });

  it('gives its link no power over the account: password, sessions and the other organization stay the owner’s', async () => {
    const ada = await add(first, 'ada');
    const claim = await beginSession(sql, ada, harness.now());
    const code = await invite(second);
    expect(await codeOf(accept(code, 'four unrelated words'))).toBe('conflict');
    expect([await password('four unrelated words'), await password(PASSWORD)]).toEqual([false, true]);
    expect(await who(claim)).toEqual({ orgId: first, userId: ada.id });
    expect(await sql`select 1 from users where org_id = ${second} and account_id is not null`).toHaveLength(0);
  });

  it('lets the signed-in owner, and nobody else, join; the session then shows that organization', async () => {
    const [ada, bo] = [await add(first, 'ada'), await add(first, 'bo')];
    const [mine, other] = [await beginSession(sql, ada, harness.now()), await beginSession(sql, bo, harness.now())];
    const code = await invite(second);
    expect(await codeOf(join(code, other))).toBe('forbidden');
    expect(await codeOf(join(code, { ...mine, accountId: bo.accountId }))).toBe('unauthenticated');
    expect(await codeOf(join(code, mine))).toBe('done');
    expect(await codeOf(join(code, mine))).toBe('forbidden');
    expect(await who(mine)).toMatchObject({ orgId: second });
    expect((await getUsers(contextOf(second), userListParams.parse({}))).items).toMatchObject([
      { name: 'ada', state: 'active' },
    ]);
    expect(await verbs(second)).toEqual(['person.invitation_accepted', 'person.invited']);
    expect(await verbs(first)).toEqual([]);
  });

  it('of an account that belongs to several never resets its password from one of them', async () => {
    await add(first, 'ada');
    await addMember(sql, { orgId: second }, { ...(await add2()), passwordHash });
    for (const orgId of [first, second]) {
      expect(await codeOf(accept(await invite(orgId), 'four unrelated words'))).toBe('conflict');
    }
    expect(await password(PASSWORD)).toBe(true);
  });
});

const add2 = async () => ({
  email: 'ada@example.com',
  name: 'ada',
  role: 'viewer' as const,
  now: harness.now(),
});

describe('an account of several organizations', () => {
  async function both(role: Role = 'viewer') {
    const one = await add(first, 'ada', role);
    await add(first, 'boss', 'admin');
    const two = await add(second, 'ada', role);
    await add(second, 'boss', 'admin');
    const claim = await beginSession(sql, one, harness.now());
    tick(harness, 2);
    const shown = await who(claim);
    return { one, two, claim, shown };
  }
  const memberOf = (found: { one: Member; two: Member }, orgId: number) => (orgId === first ? found.one : found.two);

  it.each(['disabled', 'removed'])('goes on in the other when one has %s its person', async (how) => {
    const found = await both();
    const orgId = found.shown?.orgId ?? 0;
    const end = (person: Member) =>
      how === 'disabled'
        ? changeUser(contextOf(person.orgId), person.id, { disabled: true })
        : removeUser(contextOf(person.orgId), person.id);
    await end(memberOf(found, orgId));
    const other = orgId === first ? found.two : found.one;
    expect(await who(found.claim)).toEqual({ orgId: other.orgId, userId: other.id });
    expect(await password(PASSWORD)).toBe(true);
    await end(other);
    expect(await who(found.claim)).toBeNull();
    expect(await password(PASSWORD)).toBe(false);
    expect(await findAccountByEmail(sql, 'ada@example.com')).toEqual(how === 'removed' ? null : expect.anything());
  });

  it('comes back to who was disabled and enabled only by a new sign-in', async () => {
    const { one, two, claim } = await both();
    await changeUser(contextOf(first), one.id, { disabled: true });
    tick(harness, 1);
    await changeUser(contextOf(first), one.id, { disabled: false });
    expect(await who(claim)).toEqual({ orgId: second, userId: two.id });
    await changeUser(contextOf(second), two.id, { disabled: true });
    expect(await who(claim)).toBeNull();
    expect(await who(await beginSession(sql, one, harness.now()))).toEqual({ orgId: first, userId: one.id });
  });

  it('tells both of a failed sign-in', async () => {
    await both();
    await password('wrong');
    expect([await verbs(first), await verbs(second)]).toEqual([['session.sign_in_failed'], ['session.sign_in_failed']]);
  });
});

describe('switching', () => {
  const as = async (person: Member) => {
    const principal = { kind: 'user', orgId: person.orgId, role: 'viewer' } as const;
    const readScope = { orgId: person.orgId, repositories: 'all' } as const;
    const credential = { kind: 'session', name: person.name, tokenId: null } as const;
    return {
      ...bindTo(ctx, person.orgId),
      orgId: person.orgId,
      principal,
      readScope,
      credential,
      userId: person.id,
      source: '192.0.2.4',
    };
  };

  it('shows another organization of the person, says so in its log, and offers those that let the person in', async () => {
    const [one, two] = [await add(first, 'ada'), await add(second, 'ada')];
    const claim = await beginSession(sql, one, harness.now());
    await switchOrganization(await as(one), { organization: 'second' }, claim.sessionId);
    expect(await who(claim)).toEqual({ orgId: second, userId: two.id });
    await switchOrganization(await as(two), { organization: 'second' }, claim.sessionId);
    const [entry, ...more] = await listAuditEntries(sql, { orgId: second }, {}, { after: null, limit: 10 });
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ verb: 'session.switched', actor: { id: two.id }, source: '192.0.2.4' });
    expect(await verbs(first)).toEqual([]);
    const { organization, organizations } = await getMe(await as(two));
    expect([organization.slug, organizations.map(({ slug }) => slug)]).toEqual(['second', ['acme', 'second']]);
    await changeUser(contextOf(first), one.id, { disabled: true });
    expect((await getMe(await as(two))).organizations.map(({ slug }) => slug)).toEqual(['second']);
  });

  it('goes nowhere where the person is not, was disabled, or was enabled after the sign-in', async () => {
    const [one, two] = [await add(first, 'ada'), await add(second, 'ada')];
    const bo = await add(first, 'bo');
    const [claim, other] = [await beginSession(sql, one, harness.now()), await beginSession(sql, bo, harness.now())];
    const enter = async (person: Member, session: SessionClaim, organization = 'second') =>
      codeOf(switchOrganization(await as(person), { organization }, session.sessionId));
    expect(await enter(bo, other)).toBe('not_found');
    // Somebody else's session does not become theirs.
    expect(await enter(one, other)).toBe('not_found');
    expect(await enter(one, claim, 'nowhere')).toBe('not_found');
    await changeUser(contextOf(second), two.id, { disabled: true });
    expect(await enter(one, claim)).toBe('not_found');
    tick(harness, 1);
    await changeUser(contextOf(second), two.id, { disabled: false });
    expect(await enter(one, claim)).toBe('not_found');
    expect(await who(claim)).toEqual({ orgId: first, userId: one.id });
    expect(await enter(one, await beginSession(sql, one, harness.now()))).toBe('done');
  });
});

describe('whoever runs the installation', () => {
  it('makes a link that replaces the password of an account of several organizations, once, and ends its sessions', async () => {
    const one = await add(first, 'ada');
    await add(second, 'ada');
    const claim = await beginSession(sql, one, harness.now());
    const link = async () =>
      new URL(await issuePasswordLink(harness, 'ada@example.com')).searchParams.get('code') ?? '';
    const [earlier, code] = [await link(), await link()];
    const reset = (with_: string) =>
      codeOf(resetPassword(sql, { code: with_, password: 'four unrelated words', source: 'here' }, harness.now()));
    expect(await getSetup(sql, code, harness.now())).toEqual({ kind: 'password', email: 'ada@example.com' });
    // A code of one purpose is none of another.
    expect(await codeOf(accept(code, 'four unrelated words'))).toBe('forbidden');
    expect(await reset(await invite(first, 'new@example.com'))).toBe('forbidden');
    expect([await reset(earlier), await reset(code), await reset(code)]).toEqual(['forbidden', 'done', 'forbidden']);
    expect([await password(PASSWORD), await password('four unrelated words')]).toEqual([false, true]);
    expect(await who(claim)).toBeNull();
    expect((await verbs(second)).filter((verb) => verb === 'person.password_changed')).toHaveLength(1);
  });

  it('gives an account another address, which every organization then shows, unless it is taken', async () => {
    await add(first, 'ada');
    await add(second, 'ada');
    await add(first, 'bo');
    await invite(second, 'cy@example.com');
    const actor = { kind: 'command_line', id: null, name: 'root' } as const;
    const change = (to: string, from = 'ada@example.com') =>
      codeOf(changeEmail(sql, { from, to }, { now: harness.now, actor }));
    expect(await change('bo@example.com')).toBe('conflict');
    expect(await change('cy@example.com')).toBe('conflict');
    expect(await change('x@example.com', 'nobody@example.com')).toBe('not_found');
    expect(await change('lovelace@example.com')).toBe('done');
    for (const orgId of [first, second]) {
      const addresses = (await getUsers(contextOf(orgId), userListParams.parse({}))).items.map((item) => item.email);
      expect(addresses).toContain('lovelace@example.com');
      expect(addresses).not.toContain('ada@example.com');
      expect((await verbs(orgId))[0]).toBe('person.email_changed');
    }
    const credentials = { email: 'lovelace@example.com', password: PASSWORD, source: 'here' };
    expect(await signIn(sql, credentials, harness.now(), harness.log)).not.toBeNull();
    expect(await password(PASSWORD)).toBe(false);
  });
});
