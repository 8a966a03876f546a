import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { insertToken } from '#db/queries/tokens.ts';
import { findUserByEmail, insertUser, lockPeople, setAccess, setUserName, type User } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { userListParams } from '#lib/contracts/user.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { sessionHandle } from '#lib/domain/access/session-handle.ts';
import { readEnv } from '#lib/env.ts';
import { Fault } from '#lib/errors.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import { startSession } from '#lib/services/access/start-session.ts';
import { acceptInvite } from '#lib/services/setup/accept-invite.ts';
import { actAs, startHarness } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { addMember, beginSession, type Member } from '#lib/services/user/testing.ts';
import { getSessions } from '#lib/views/access/get-sessions.ts';
import { getUser, getUsers } from '#lib/views/access/get-users.ts';
import { changeName } from './change-name.ts';
import { changeUser } from './change-user.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endOwnSession } from './end-own-session.ts';
import { inviteUser } from './invite.ts';
import { removeUser } from './remove-user.ts';

const harness = await startHarness();
const { systemSql: sql, admin } = harness;
const { orgId } = harness.ctx;
afterAll(() => harness.close());
beforeEach(() => admin`truncate users, accounts, sessions, setup_codes, tokens cascade`);

const inputOf = (name: string, role: Role) => ({ email: `${name}@example.com`, name, role, now: harness.now() });

function add(name: string, role: Role): Promise<Member> {
  return addMember(sql, { orgId }, { ...inputOf(name, role), passwordHash: 'chosen' });
}

async function invited(name: string, role: Role): Promise<User> {
  const user = await inTransaction(sql, (tx) => insertUser(tx, { orgId }, { ...inputOf(name, role), accountId: null }));
  if (!user) throw new Error(`${name} exists`);
  return user;
}

async function as({ id, role }: User): Promise<Context> {
  return { ...(await actAs(harness, { kind: 'user', orgId, role })), userId: id };
}

const methodsOf = async (ctx: Context) =>
  (await getSessions(ctx, null)).items.map(({ method, provider }) => `${method} ${provider ?? ''}`.trim()).sort();

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => (error instanceof Fault ? error.code : String(error)),
  );

async function signedIn(user: Member) {
  const claim = await beginSession(sql, user, harness.now());
  return { id: claim.sessionId, role: async () => (await identifySession(sql, claim, harness.now()))?.principal };
}

describe('an administrator', () => {
  it('gives a role, which counts from the next request on', async () => {
    const [ada, bo] = [await add('ada', 'admin'), await add('bo', 'viewer')];
    const session = await signedIn(bo);
    await changeUser(await as(ada), bo.id, { role: 'security' });
    expect(await session.role()).toMatchObject({ role: 'security' });
    expect(await getUser(harness.ctx, bo.id)).toMatchObject({ role: 'security', state: 'active' });
  });

  it('disables somebody, who is out at once, and enables them, who then signs in anew', async () => {
    const [ada, bo] = [await add('ada', 'admin'), await add('bo', 'viewer')];
    const { link } = await inviteUser(harness.ctx, { email: bo.email, role: 'viewer' });
    const session = await signedIn(bo);
    await changeUser(await as(ada), bo.id, { disabled: true });
    expect(await session.role()).toBeUndefined();
    const first = (await getUser(harness.ctx, bo.id)).disabled_at;
    expect(first).toBe(harness.now().toISOString());
    expect(await codeOf(inviteUser(harness.ctx, { email: bo.email, role: 'viewer' }))).toBe('conflict');

    harness.clock.now = new Date(harness.clock.now.getTime() + 60_000);
    await changeUser(await as(ada), bo.id, { disabled: true, role: 'developer' });
    expect(await getUser(harness.ctx, bo.id)).toMatchObject({ disabled_at: first, role: 'developer' });

    await changeUser(await as(ada), bo.id, { disabled: false });
    expect(await session.role()).toBeUndefined();
    const code = new URL(link).searchParams.get('code') ?? '';
    const accepting = { code, name: 'Bo', password: 'three unrelated words', source: 'here' };
    expect(await codeOf(acceptInvite(sql, accepting, harness.now()))).toBe('forbidden');
    expect(await (await signedIn(bo)).role()).toMatchObject({ role: 'developer' });
  });

  it('removes somebody: nothing of them is left but that they were there, and the address is free', async () => {
    const [ada, bo] = [await add('ada', 'admin'), await add('bo', 'security')];
    const session = await signedIn(bo);
    await removeUser(await as(ada), bo.id);
    expect(await session.role()).toBeUndefined();
    const [row] = await sql<User[]>`select * from users where id = ${bo.id}`;
    expect(row).toMatchObject({ name: 'Removed person', accountId: null, lastSeenAt: null });
    expect(await sql`select 1 from accounts where email = ${bo.email}`).toHaveLength(0);
    expect(JSON.stringify(row)).not.toMatch(/bo\b/);
    expect((await getUsers(harness.ctx, userListParams.parse({}))).items.map(({ email }) => email)).toEqual([
      'ada@example.com',
    ]);
    expect(await codeOf(changeUser(harness.ctx, bo.id, { disabled: false }))).toBe('not_found');
    expect(await codeOf(removeUser(harness.ctx, bo.id))).toBe('not_found');
    // What the person had begun before must not write the name again.
    expect(await codeOf(changeName(await as(bo), { name: 'bo' }))).toBe('not_found');
    await inTransaction(sql, (tx) => setUserName(tx, { orgId }, bo.id, 'bo'));
    expect(await sql`select name from users where id = ${bo.id}`).toEqual([{ name: 'Removed person' }]);
    const again = await inviteUser(harness.ctx, { email: 'bo@example.com', role: 'viewer' });
    expect(again.id).not.toBe(bo.id);
    expect(await getUser(harness.ctx, again.id)).toMatchObject({ state: 'invited', role: 'viewer' });
  });

  it('is the last one for as long as no other can sign in', async () => {
    const ada = await add('ada', 'admin');
    const [bo, disabled] = [await invited('bo', 'admin'), await add('cy', 'admin')];
    await changeUser(harness.ctx, disabled.id, { disabled: true });
    for (const ctx of [await as(ada), harness.ctx]) {
      expect(await codeOf(changeUser(ctx, ada.id, { role: 'viewer' }))).toBe('conflict');
      expect(await codeOf(changeUser(ctx, ada.id, { disabled: true }))).toBe('conflict');
      expect(await codeOf(removeUser(ctx, ada.id))).toBe('conflict');
    }
    await changeUser(await as(ada), bo.id, { role: 'viewer' });
    await changeUser(await as(ada), disabled.id, { disabled: false });
    await changeUser(await as(ada), ada.id, { role: 'viewer' });
    expect(await getUser(harness.ctx, ada.id)).toMatchObject({ role: 'viewer' });
  });

  it('of another organization reaches nobody here', async () => {
    const ada = await add('ada', 'admin');
    const [other] = await admin<{ id: number }[]>`
      insert into organizations (slug, name, demo, created_at) values ('else', 'Else', false, ${harness.now()}) returning id`;
    const stranger = await actAs(harness, { kind: 'api_token', orgId: other?.id ?? 0, role: 'admin' });
    expect(await codeOf(changeUser(stranger, ada.id, { role: 'viewer' }))).toBe('not_found');
    expect(await codeOf(removeUser(stranger, ada.id))).toBe('not_found');
    expect(await codeOf(getUser(stranger, ada.id))).toBe('not_found');
    expect((await getUsers(stranger, userListParams.parse({}))).items).toEqual([]);
  });
});

describe('two administrators at once', () => {
  it('cannot take the role from each other: one of them stays, time after time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await add(`one-${round}`, 'admin'), await add(`two-${round}`, 'admin')];
      const results = await Promise.all([
        codeOf(changeUser(await as(one), two.id, { role: 'viewer' })),
        codeOf(changeUser(await as(two), one.id, { disabled: true })),
      ]);
      expect(results.sort()).toEqual(['done', 'forbidden']);
      const left = await sql`select 1 from users where role = 'admin' and disabled_at is null`;
      expect(left).toHaveLength(1);
      await admin`truncate users, accounts cascade`;
    }
  });

  it('wait for each other: who lost the role meanwhile changes nobody', async () => {
    const [ada, bo, cy] = [await add('ada', 'admin'), await add('bo', 'admin'), await add('cy', 'viewer')];
    const ctx = await as(bo);
    let late: Promise<string> | undefined;
    await inTransaction(sql, async (tx) => {
      await lockPeople(tx, { orgId });
      late = codeOf(changeUser(ctx, cy.id, { role: 'admin' }));
      await setAccess(tx, { orgId }, bo.id, { role: 'viewer', disabled: false, roleFrom: null, now: harness.now() });
    });
    expect(await late).toBe('forbidden');
    expect(await findUserByEmail(sql, { orgId }, cy.email)).toMatchObject({ role: 'viewer' });
    expect(await findUserByEmail(sql, { orgId }, ada.email)).toMatchObject({ role: 'admin' });
  });
});

describe('a token that somebody made', () => {
  const make = async (ctx: Context, input: object) =>
    (await createToken(ctx, createTokenBody.parse({ name: 'ops', ...input }))).token;
  const works = async (token: string) => codeOf(identifyToken(sql, token, harness.now()));

  it('acts with a role only while the person has its rights; an upload token goes on', async () => {
    const [ada, bo] = [await add('ada', 'admin'), await add('bo', 'admin')];
    const ctx = await as(bo);
    const [ops, reader] = [
      await make(ctx, { kind: 'api', role: 'admin' }),
      await make(ctx, { kind: 'api', role: 'viewer' }),
    ];
    const upload = await make(ctx, { kind: 'upload' });
    // A token that this token makes is as much the person's.
    const { credential } = await identifyToken(sql, ops, harness.now());
    const second = await make({ ...harness.ctx, credential }, { kind: 'api', role: 'security' });
    const all = async () => Promise.all([ops, reader, second, upload].map(works));
    expect(await all()).toEqual(['done', 'done', 'done', 'done']);
    expect(await getUser(harness.ctx, bo.id)).toMatchObject({ tokens: 4 });
    await changeUser(await as(ada), bo.id, { role: 'developer' });
    expect(await all()).toEqual(['unauthenticated', 'done', 'unauthenticated', 'done']);
    await changeUser(await as(ada), bo.id, { disabled: true });
    expect(await all()).toEqual(['unauthenticated', 'unauthenticated', 'unauthenticated', 'done']);
    await changeUser(await as(ada), bo.id, { disabled: false, role: 'admin' });
    expect(await all()).toEqual(['done', 'done', 'done', 'done']);
    await removeUser(await as(ada), bo.id);
    expect(await all()).toEqual(['unauthenticated', 'unauthenticated', 'unauthenticated', 'done']);
  });

  it('of the command line is nobody’s, and stays', async () => {
    const row = {
      kind: 'api',
      name: 'cli',
      role: 'admin',
      repositoryScopes: ['*'],
      pipelines: [],
      scanners: [],
    } as const;
    const bytes = { hash: Buffer.alloc(32, 1), hint: 'abcd', createdBy: null, madeWith: null };
    const id = await inTransaction(sql, (tx) =>
      insertToken(tx, { orgId }, { ...row, ...bytes, now: harness.now(), expiresAt: null }),
    );
    expect(await sql`select created_by from tokens where id = ${id}`).toEqual([{ createdBy: null }]);
  });
});

describe('the own sessions', () => {
  it('say how each began', async () => {
    const { id, accountId, role } = await add('ada', 'viewer');
    const origin = { source: '192.0.2.1', device: null };
    const how = [{}, { secondStep: 'app_code' }, { secondStep: 'recovery_code' }, { provider: 'github' }] as const;
    for (const one of how) await startSession(sql, { accountId, origin, ...one }, harness.now());
    const ctx = { ...(await actAs(harness, { kind: 'user', orgId, role })), userId: id };
    const known = readEnv({ AUTH_GITHUB_ID: 'x', AUTH_GITHUB_SECRET: 'x' });
    const methods = ['app_code', 'password', 'provider GitHub', 'recovery_code'];
    expect(await methodsOf({ ...ctx, env: known })).toEqual(methods);
    expect(await getUser(harness.ctx, id)).toMatchObject({ last_seen_at: harness.now().toISOString() });
    // A provider that is not configured any more is named by its id.
    expect(await methodsOf(ctx)).toContain('provider github');
  });

  it('are listed without their secret, and ended one by one or all others', async () => {
    const [ada, bo] = [await add('ada', 'viewer'), await add('bo', 'viewer')];
    const [one, two, three] = [await signedIn(ada), await signedIn(ada), await signedIn(ada)];
    const foreign = await signedIn(bo);
    const ctx = await as(ada);
    const { items } = await getSessions(ctx, one.id);
    expect(items.map(({ id }) => id).sort()).toEqual([one, two, three].map(({ id }) => sessionHandle(id)).sort());
    expect(items.filter(({ current }) => current).map(({ id }) => id)).toEqual([sessionHandle(one.id)]);
    expect(JSON.stringify(items)).not.toContain(one.id);

    expect(await codeOf(endOwnSession(ctx, sessionHandle(foreign.id)))).toBe('not_found');
    await endOwnSession(ctx, sessionHandle(two.id));
    expect(await codeOf(endOwnSession(ctx, sessionHandle(two.id)))).toBe('not_found');
    const alive = async () =>
      Promise.all([one, two, three, foreign].map(async (session) => (await session.role()) !== undefined));
    expect(await alive()).toEqual([true, false, true, true]);
    await endOtherSessions(ctx, one.id);
    expect(await alive()).toEqual([true, false, false, true]);
  });
});
