import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { listAuditEntries } from '#db/queries/audit-list.ts';
import { insertOrganization } from '#db/queries/organizations.ts';
import { insertUser } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { userListParams } from '#lib/contracts/user.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { Fault } from '#lib/errors.ts';
import { hashPassword } from '#lib/services/access/hash-password.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { signIn } from '#lib/services/access/sign-in.ts';
import { getOwnSignIn } from '#lib/services/sign-in/get-own-sign-in.ts';
import { actAs, startHarness } from '#lib/services/testing.ts';
import { getUser, getUsers } from '#lib/views/access/get-users.ts';
import { askForEmail } from './ask-for-email.ts';
import { confirmEmail } from './confirm-email.ts';
import { refuseEmail } from './refuse-email.ts';
import { removeUser } from './remove-user.ts';
import { addMember, beginSession, type Member } from './testing.ts';
import { withdrawEmail } from './withdraw-email.ts';

const PASSWORD = 'copper lantern quiet 9';
const WANTED = 'bo.new@example.com';
/** A cheap hash: what is tested here does not depend on its cost. */
const passwordHash = await hashPassword(PASSWORD, { cost: 10, blockSize: 8, parallelism: 1 });

const harness = await startHarness();
const { systemSql: sql, admin } = harness;
const { orgId } = harness.ctx;
let ada: Member;
let bo: Member;

afterAll(() => harness.close());
beforeEach(async () => {
  await admin`truncate users, accounts, sessions, sign_in_failures, audit_entries, audit_heads cascade`;
  [ada, bo] = [await add('ada', 'admin'), await add('bo', 'viewer')];
});

const add = (name: string, role: Role, hash: string | null = passwordHash, org = orgId): Promise<Member> =>
  addMember(sql, { orgId: org }, { email: `${name}@example.com`, name, role, now: harness.now(), passwordHash: hash });

async function as({ id, orgId: home, role, name }: Member): Promise<Context> {
  const credential = { kind: 'session', name, tokenId: null } as const;
  return { ...(await actAs(harness, { kind: 'user', orgId: home, role })), userId: id, credential };
}

const ask = async (who: Member, email = WANTED, password = PASSWORD) =>
  askForEmail(await as(who), { email, password, source: '192.0.2.1' });
const confirm = async (by: Member, whom: Member, email = WANTED) => confirmEmail(await as(by), whom.id, { email });
const ownEmail = async (who: Member) => (await getOwnSignIn(await as(who))).email;
const signsInAs = async (email: string) =>
  (await signIn(sql, { email, password: PASSWORD, source: '192.0.2.9' }, harness.now(), harness.log)) !== null;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => (error instanceof Fault ? error.code : String(error)),
  );
const told = async () =>
  (await listAuditEntries(harness.sql, { orgId }, {}, { after: null, limit: 100 }))
    .sort((a, b) => a.sequence - b.sequence)
    .flatMap(({ verb, actor, target, detail }) =>
      verb.startsWith('person.email') ? [[verb, actor.name, target.name, detail.to]] : [],
    );

describe('another address', () => {
  it('is had once an administrator confirms it: the person signs in with it, and stays signed in', async () => {
    const claim = await beginSession(sql, bo, harness.now());
    await ask(bo);
    expect(await ownEmail(bo)).toEqual({
      ...{ address: 'bo@example.com', decided_by: 'administrator' },
      wanted: { address: WANTED, asked_at: harness.now().toISOString() },
    });
    expect(await getUser(await as(ada), bo.id)).toMatchObject({ email: 'bo@example.com', wanted_email: WANTED });
    const asking = await getUsers(await as(ada), userListParams.parse({ wants_email: true }));
    expect([asking.items.map(({ id }) => id), asking.counts.wants_email]).toEqual([[bo.id], 1]);
    expect([await signsInAs('bo@example.com'), await signsInAs(WANTED)]).toEqual([true, false]);

    await confirm(ada, bo);
    expect(await ownEmail(bo)).toMatchObject({ address: WANTED, wanted: null });
    expect([await signsInAs('bo@example.com'), await signsInAs(WANTED)]).toEqual([false, true]);
    expect(await identifySession(sql, claim, harness.now())).not.toBeNull();
    expect(await told()).toEqual([
      ['person.email_asked', 'bo', 'bo', WANTED],
      ['person.email_changed', 'ada', 'bo', WANTED],
    ]);
  });

  it('is not had when it is refused or withdrawn; nothing is left to confirm then', async () => {
    await ask(bo);
    await refuseEmail(await as(ada), bo.id);
    expect(await codeOf(confirm(ada, bo))).toBe('conflict');
    await ask(bo);
    await withdrawEmail(await as(bo));
    await withdrawEmail(await as(bo));
    expect(await codeOf(refuseEmail(await as(ada), bo.id))).toBe('conflict');
    expect(await ownEmail(bo)).toMatchObject({ address: 'bo@example.com', wanted: null });
    expect((await told()).map(([verb]) => verb)).toEqual([
      ...['person.email_asked', 'person.email_refused', 'person.email_asked', 'person.email_withdrawn'],
    ]);
  });

  it('is confirmed as it was seen: not another one that was asked for meanwhile', async () => {
    await ask(bo);
    await ask(bo, 'eve@example.com');
    expect(await codeOf(confirm(ada, bo))).toBe('conflict');
    expect(await codeOf(confirm(ada, bo, 'eve@example.com'))).toBe('done');
  });

  it('needs the own password, and another address than the present one', async () => {
    expect(await codeOf(ask(bo, WANTED, 'wrong'))).toBe('invalid_input');
    expect(await codeOf(ask(bo, 'bo@example.com'))).toBe('invalid_input');
    expect(await ownEmail(bo)).toMatchObject({ wanted: null });
  });

  it('is never somebody else’s: that it is taken is for the administrator to find out', async () => {
    await ask(bo, 'ada@example.com');
    expect(await codeOf(confirm(ada, bo, 'ada@example.com'))).toBe('conflict');
    expect([await signsInAs('bo@example.com'), (await ownEmail(ada)).address]).toEqual([true, 'ada@example.com']);
  });

  it('is one person’s when two get it in the same moment, in two organizations or by an invitation', async () => {
    const slug = `beside-${bo.id}`;
    const beside = await inTransaction(sql, (tx) =>
      insertOrganization(tx, { slug, name: 'Beside', demo: false, now: harness.now() }),
    );
    const [eve, flo] = [
      await add('eve', 'admin', passwordHash, beside.id),
      await add('flo', 'viewer', passwordHash, beside.id),
    ];
    for (let turn = 1; turn <= 5; turn += 1) {
      const wanted = `both-${turn}@example.com`;
      await ask(bo, wanted);
      await ask(flo, wanted);
      const both = await Promise.all([codeOf(confirm(ada, bo, wanted)), codeOf(confirm(eve, flo, wanted))]);
      expect(both.sort()).toEqual(['conflict', 'done']);

      const invited = `invited-${turn}@example.com`;
      await ask(bo, invited);
      const insert = inTransaction(sql, (tx) =>
        insertUser(tx, { orgId }, { email: invited, name: '', role: 'viewer', accountId: null, now: harness.now() }),
      );
      const code = await codeOf(confirm(ada, bo, invited));
      expect(code).toBe((await insert) === null ? 'done' : 'conflict');
    }
  });

  it('is confirmed by nobody for themselves, and by administrators only', async () => {
    await ask(ada);
    expect(await codeOf(confirm(ada, ada))).toBe('conflict');
    expect(await codeOf(confirm(bo, ada))).toBe('forbidden');
    expect(await codeOf(refuseEmail(await as(bo), ada.id))).toBe('forbidden');
    const cy = await add('cy', 'admin');
    expect(await codeOf(confirm(cy, ada))).toBe('done');
  });

  it('is the provider’s to give where there is no password, and the operator’s where organizations share the account', async () => {
    const sso = await add('sso', 'viewer', null);
    expect((await ownEmail(sso)).decided_by).toBe('provider');
    expect(await codeOf(ask(sso))).toBe('conflict');

    await ask(bo);
    const slug = `other-${bo.id}`;
    const other = await inTransaction(sql, (tx) =>
      insertOrganization(tx, { slug, name: 'Other', demo: false, now: harness.now() }),
    );
    await add('bo', 'viewer', null, other.id);
    expect((await ownEmail(bo)).decided_by).toBe('operator');
    expect(await codeOf(ask(bo, 'third@example.com'))).toBe('conflict');
    expect(await codeOf(confirm(ada, bo))).toBe('conflict');
    expect(await signsInAs('bo@example.com')).toBe(true);
  });

  it('is erased with a person who is removed, from the audit log too', async () => {
    await ask(bo);
    await removeUser(await as(ada), bo.id);
    expect(await codeOf(confirm(ada, bo))).toBe('not_found');
    const rows = await admin`select wanted_email, wanted_email_at from users where id = ${bo.id}`;
    expect(rows).toEqual([{ wantedEmail: null, wantedEmailAt: null }]);
    expect(JSON.stringify(await admin`select * from audit_entries`)).not.toContain(WANTED);
  });
});
