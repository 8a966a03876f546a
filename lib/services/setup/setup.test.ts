import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { findUserById } from '#db/queries/users.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { firstAdminBody } from '#lib/contracts/setup.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { Fault } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { getSetup, isSetUp } from '#lib/views/access/get-setup.ts';
import { endSession } from '../access/end-session.ts';
import { identifySession } from '../access/identify-session.ts';
import { signIn } from '../access/sign-in.ts';
import { inviteUser } from '../user/invite.ts';
import { beginSession } from '../user/testing.ts';
import { acceptInvite } from './accept-invite.ts';
import { createFirstAdmin } from './create-first-admin.ts';
import { ensureOrganization } from './ensure-organization.ts';
import { issueLink } from './issue-link.ts';

const database = await testDatabase();
const sql = connect(database, { max: 8 });
const admin = connect(database, { max: 1, writable: true });
const log = createLog('test', 'silent');
const NOW = new Date('2026-03-02T09:00:00Z');
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const URL_ = 'https://plumbline.test';

const bodyFor = (code: string, email = 'ada@example.com') => ({
  ...firstAdminBody.parse({ code, organization: 'Acme Inc.', name: 'Ada', email, password: 'three unrelated words' }),
  source: 'here',
});

const codeOf = (link: string | null) => new URL(link ?? URL_).searchParams.get('code') ?? '';

async function codeOfFailure(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error) => (error instanceof Fault ? error.code : String(error)),
  );
}

beforeEach(() => admin`truncate organizations, users, accounts, sessions, setup_codes, tokens cascade`);
afterAll(async () => {
  await Promise.all([sql.end(), admin.end()]);
  await database.drop();
});

describe('the first administrator', () => {
  it('uses a link that works once and is stored as a hash, and can sign in', async () => {
    const code = codeOf(await issueLink(sql, URL_, NOW));
    expect(code).toMatch(/^[0-9A-Za-z]{43}$/);
    const rows = await sql`select encode(hash, 'escape') as hash from setup_codes`;
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(await getSetup(sql, code, NOW)).toEqual({ kind: 'first_admin' });
    const user = await createFirstAdmin(sql, bodyFor(code), NOW);
    expect(await findUserById(sql, user.userId)).toMatchObject({ email: 'ada@example.com', role: 'admin' });
    expect(await isSetUp(sql)).toBe(true);
    expect(await codeOfFailure(createFirstAdmin(sql, bodyFor(code, 'eve@example.com'), NOW))).toBe('forbidden');
    expect(await getSetup(sql, code, NOW)).toEqual({ kind: 'dead', open: false });
    expect(await issueLink(sql, URL_, NOW)).toBeNull();
    expect(
      (await signIn(sql, { email: ' ADA@example.com', password: 'three unrelated words', source: 'here' }, NOW, log))
        ?.id,
    ).toBe(user.accountId);
    expect(
      await signIn(sql, { email: 'ada@example.com', password: 'three unrelated word', source: 'here' }, NOW, log),
    ).toBeNull();
  });

  it('chooses a password that is hard to guess; the link stays usable until then', async () => {
    const code = codeOf(await issueLink(sql, URL_, NOW));
    for (const password of ['password1234', 'Acme Inc. 2026']) {
      expect(await codeOfFailure(createFirstAdmin(sql, { ...bodyFor(code), password }, NOW))).toBe('invalid_input');
    }
    expect(await codeOfFailure(createFirstAdmin(sql, bodyFor(code), NOW))).toBeNull();
  });

  it('is one person, however many submit the form at once', async () => {
    const code = codeOf(await issueLink(sql, URL_, NOW));
    const tries = ['a', 'b', 'c', 'd'].map((name) => createFirstAdmin(sql, bodyFor(code, `${name}@example.com`), NOW));
    const codes = await Promise.all(tries.map(codeOfFailure));
    expect(codes.filter((result) => result === null)).toHaveLength(1);
    expect(await sql`select 1 from users`).toHaveLength(1);
    expect(await sql`select 1 from organizations`).toHaveLength(1);
  });

  it('needs the newest link, within a day', async () => {
    const first = codeOf(await issueLink(sql, URL_, NOW));
    const second = codeOf(await issueLink(sql, URL_, NOW));
    expect(await codeOfFailure(createFirstAdmin(sql, bodyFor(first), NOW))).toBe('forbidden');
    expect(await codeOfFailure(createFirstAdmin(sql, bodyFor(second), later(24)))).toBe('forbidden');
    expect(await codeOfFailure(createFirstAdmin(sql, bodyFor('x'.repeat(43)), NOW))).toBe('forbidden');
    expect(await codeOfFailure(createFirstAdmin(sql, bodyFor(second), later(23)))).toBeNull();
  });

  it('can be made anew when nobody is left who can sign in as one', async () => {
    const user = await createFirstAdmin(sql, bodyFor(codeOf(await issueLink(sql, URL_, NOW))), NOW);
    expect(await issueLink(sql, URL_, NOW)).toBeNull();
    await admin`update users set disabled_at = ${NOW} where id = ${user.userId}`;
    expect(await issueLink(sql, URL_, NOW)).not.toBeNull();
  });

  it('takes over the organization that a command made, and names it', async () => {
    const made = await inTransaction(sql, (tx) => ensureOrganization(tx, NOW));
    const user = await createFirstAdmin(sql, bodyFor(codeOf(await issueLink(sql, URL_, NOW))), NOW);
    expect((await findUserById(sql, user.userId))?.orgId).toBe(made.id);
    expect(await sql`select name from organizations`).toEqual([{ name: 'Acme Inc.' }]);
  });
});

describe('an invited person', () => {
  it('chooses a password once; inviting again ends the earlier link and, once used, the earlier sessions', async () => {
    const { id: orgId } = await inTransaction(sql, (tx) => ensureOrganization(tx, NOW));
    const ctx = { ...operatorOf(orgId), sql, publicUrl: URL_, now: () => NOW };
    const invite = () => inviteUser(ctx, { email: 'bo@example.com', role: 'viewer' }).then(({ link }) => codeOf(link));
    const [first, second] = [await invite(), await invite()];
    const accept = (code: string, password: string) =>
      acceptInvite(sql, { code, name: 'Bo', password, source: 'here' }, NOW);
    expect(await codeOfFailure(accept(first, 'three unrelated words'))).toBe('forbidden');
    expect(await codeOfFailure(accept(second, 'password1234'))).toBe('invalid_input');
    const user = await accept(second, 'three unrelated words');
    expect(await codeOfFailure(accept(second, 'four unrelated words'))).toBe('forbidden');
    const claim = await beginSession(sql, user, NOW);
    expect((await identifySession(sql, claim, NOW))?.principal).toMatchObject({ kind: 'user', role: 'viewer' });
    await accept(await invite(), 'four unrelated words');
    expect(await identifySession(sql, claim, NOW)).toBeNull();
  });

  it('keeps its link when somebody else is invited', async () => {
    const { id: orgId } = await inTransaction(sql, (tx) => ensureOrganization(tx, NOW));
    const ctx = { ...operatorOf(orgId), sql, publicUrl: URL_, now: () => NOW };
    const first = codeOf((await inviteUser(ctx, { email: 'cy@example.com', role: 'viewer' })).link);
    await inviteUser(ctx, { email: 'di@example.com', role: 'viewer' });
    const user = await acceptInvite(
      sql,
      { code: first, name: 'Cy', password: 'three unrelated words', source: 'here' },
      NOW,
    );
    expect((await findUserById(sql, user.userId))?.email).toBe('cy@example.com');
  });
});

describe('a session', () => {
  it('ends with sign-out, after its lifetime, or when its user is disabled, and is valid for that user only', async () => {
    const user = await createFirstAdmin(sql, bodyFor(codeOf(await issueLink(sql, URL_, NOW))), NOW);
    const start = () => beginSession(sql, user, NOW);
    const [one, two] = [await start(), await start()];
    expect(await identifySession(sql, one, NOW)).toMatchObject({ userId: user.userId });
    expect(await identifySession(sql, { ...one, accountId: user.accountId + 1 }, NOW)).toBeNull();
    expect(await identifySession(sql, one, later(14 * 24))).toBeNull();
    await endSession(sql, one.sessionId, NOW, 'here');
    expect(await identifySession(sql, one, NOW)).toBeNull();
    expect(await identifySession(sql, two, NOW)).not.toBeNull();
    await admin`update users set disabled_at = ${NOW}`;
    expect(await identifySession(sql, two, NOW)).toBeNull();
    expect(
      await signIn(sql, { email: 'ada@example.com', password: 'three unrelated words', source: 'here' }, NOW, log),
    ).toBeNull();
  });
});
