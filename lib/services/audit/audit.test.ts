import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAuditHead } from '#db/queries/audit.ts';
import { listAuditEntries } from '#db/queries/audit-list.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import type { ChainedEntry } from '#lib/domain/audit/entry.ts';
import { encodeId } from '#lib/ids.ts';
import { endSession } from '../access/end-session.ts';
import { signIn } from '../access/sign-in.ts';
import { startSession } from '../access/start-session.ts';
import { countFailure, pairOf } from '../access/throttle.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { deleteRepository } from '../repository/delete-repository.ts';
import { retireStream } from '../repository/retire-stream.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { createToken } from '../token/create.ts';
import { revokeToken } from '../token/revoke.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { releaseUpload } from '../upload/release.ts';
import { changeName } from '../user/change-name.ts';
import { changeUser } from '../user/change-user.ts';
import { inviteUser } from '../user/invite.ts';
import { removeUser } from '../user/remove-user.ts';
import { addMember } from '../user/testing.ts';
import { auditSource } from './audit-source.ts';
import { verifyAudit } from './verify-audit.ts';
import { writeAudit } from './write-audit.ts';

let harness: Harness;
let ada: Context;
let accountId = 0;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const { systemSql: sql, ctx } = harness;
  const input = {
    email: 'ada@example.com',
    name: 'Ada',
    role: 'admin',
    passwordHash: null,
    now: harness.now(),
  } as const;
  const user = await addMember(sql, { orgId: ctx.orgId }, input);
  accountId = user.accountId;
  const principal = { kind: 'user', orgId: ctx.orgId, role: 'admin' } as const;
  const credential = { kind: 'session', name: 'Ada', tokenId: null } as const;
  ada = { ...ctx, principal, credential, userId: user.id, source: '192.0.2.1' };
});
beforeEach(() => harness.admin`truncate audit_entries, audit_heads`);
afterAll(() => harness.close());

const scope = () => ({ orgId: harness.ctx.orgId });

/** Oldest first. */
async function log(): Promise<ChainedEntry[]> {
  const entries = await listAuditEntries(harness.systemSql, scope(), {}, { after: null, limit: 1000 });
  return entries.sort((a, b) => a.sequence - b.sequence);
}

const verbs = async () => (await log()).map(({ verb }) => verb);
const event = (name: string) => ({ verb: 'token.created', target: { kind: 'token', id: '1', name } }) as const;
const write = (name: string) => inTransaction(harness.systemSql, (tx) => writeAudit(tx, auditSource(ada), event(name)));
const problems = (count: number) =>
  sarifOf(Array.from({ length: count }, (_, n) => ({ rule: 'r', file: 'a.ts', line: n + 1, code: `call(${n});` })));

describe('the audit log', () => {
  it('says who did what to what, when and from where', async () => {
    const body = createTokenBody.parse({ kind: 'upload', name: 'ci', repositories: ['acme/*'] });
    const { id, token } = await createToken(ada, body);
    await revokeToken(ada, id);
    await revokeToken(ada, id);
    const [created, revoked, ...more] = await log();
    expect(more).toEqual([]);
    expect(created).toMatchObject({
      ...{ sequence: 1, at: harness.now(), verb: 'token.created', source: '192.0.2.1' },
      actor: { kind: 'person', id: ada.userId, name: 'Ada' },
      target: { kind: 'token', id: String(id), name: 'ci' },
      detail: { kind: 'upload', repositories: ['acme/*'] },
    });
    expect(JSON.stringify(created)).not.toContain(token);
    expect(revoked).toMatchObject({ sequence: 2, verb: 'token.revoked', previous: created?.hash });
  });

  it('keeps nothing of a transaction that was undone, and gives its number to the next', async () => {
    const undone = inTransaction(harness.systemSql, async (tx) => {
      await writeAudit(tx, auditSource(ada), event('undone'));
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    await write('kept');
    expect((await log()).map(({ sequence, target }) => [sequence, target.name])).toEqual([[1, 'kept']]);
  });

  it('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, n) => write(`token ${n}`)));
    expect((await log()).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
    expect(await verifyAudit(harness.systemSql, scope())).toMatchObject({ entries: 40, problem: null });
  });

  it('tells of sign-ins, of the first failure and the one that locks out, and of sign-outs', async () => {
    const { systemSql: sql, log: logger } = harness;
    const origin = { source: '192.0.2.7', device: null };
    const { id } = await startSession(sql, { accountId, origin, signsIn: true }, harness.now());
    await endSession(sql, id, harness.now(), '192.0.2.7');
    await endSession(sql, id, harness.now(), '192.0.2.7');
    const wrong = (email: string) =>
      signIn(sql, { email, password: 'wrong', source: '192.0.2.8' }, harness.now(), logger);
    await wrong('ada@example.com');
    // Without the cost of a key derivation each.
    const pair = pairOf('ada@example.com', '192.0.2.8');
    for (let n = 2; n <= 10; n += 1) await countFailure(sql, pair, harness.now(), accountId);
    await wrong('nobody@example.com');
    expect((await log()).map(({ verb, actor, source }) => [verb, actor.kind, source])).toEqual([
      ['session.signed_in', 'person', '192.0.2.7'],
      ['session.signed_out', 'person', '192.0.2.7'],
      ['session.sign_in_failed', 'nobody', '192.0.2.8'],
      ['session.locked_out', 'nobody', '192.0.2.8'],
    ]);
  });

  it('tells of a repository that is renamed, archived, changed and deleted, and of nothing when nothing is different', async () => {
    await harness.deliver({ repo: 'acme/old' }, problems(1));
    await changeRepository(ada, 'acme/old', { criticality: 'high', name: 'acme/new' });
    await changeRepository(ada, 'acme/new', { criticality: 'high' });
    await changeRepository(ada, 'acme/new', { archived: true });
    await changeRepository(ada, 'acme/new', { archived: false });
    await deleteRepository(ada, 'acme/new', { dry_run: true });
    await deleteRepository(ada, 'acme/new', { dry_run: false, confirm: 'acme/new' });
    const entries = await log();
    expect(entries.map(({ verb, target, detail }) => [verb, target.name, detail])).toMatchObject([
      ['upload.accepted', 'acme/old', {}],
      ['repository.renamed', 'acme/new', { from: 'acme/old', to: 'acme/new' }],
      ['repository.changed', 'acme/new', { criticality: expect.stringMatching(/ → high$/) }],
      ['repository.archived', 'acme/new', {}],
      ['repository.unarchived', 'acme/new', {}],
      ['repository.deleted', 'acme/new', { findings: 1, uploads: 1 }],
    ]);
  });

  it('tells of a report that was accepted, of one that was released, and of a stream that was retired', async () => {
    await harness.deliver({ repo: 'acme/held' }, problems(30));
    tick(harness, 5);
    const held = await harness.deliver({ repo: 'acme/held' }, problems(0));
    await harness.accept({ repo: 'acme/held' }, problems(0));
    await releaseUpload(ada, encodeId('upload', held));
    await releaseUpload(ada, encodeId('upload', held));
    const [stream] = await harness.systemSql<{ id: number }[]>`select id from streams where repo_id = ${held.repoId}`;
    const id = encodeId('stream', { repoId: held.repoId, number: stream?.id ?? 0 });
    await retireStream(ada, 'acme/held', id);
    await retireStream(ada, 'acme/held', id);
    const entries = await log();
    const rest = entries.filter(({ verb }) => verb !== 'upload.accepted');
    expect(entries.length - rest.length).toBe(2);
    expect(entries[0]).toMatchObject({ actor: { kind: 'api_token', name: 'test' }, target: { name: 'acme/held' } });
    expect(rest.map(({ verb, target }) => [verb, target.kind, target.id, target.name])).toEqual([
      ['upload.released', 'upload', encodeId('upload', held), 'acme/held'],
      ['stream.retired', 'stream', id, 'acme/held'],
    ]);
  });

  it('tells of a held report that another one confirmed, by whoever delivered that one', async () => {
    const repo = 'acme/confirmed';
    await harness.deliver({ repo, run_id: '1' }, problems(30));
    tick(harness, 60);
    const held = await harness.deliver({ repo, run_id: '2' }, problems(0));
    tick(harness, 60);
    const next = await harness.deliver({ repo, run_id: '3' }, `${problems(0)} `);
    const entries = (await log()).filter(({ verb }) => verb !== 'upload.accepted');
    expect(entries.map(({ verb, actor, target, detail }) => [verb, actor.name, target, detail])).toEqual([
      [
        'upload.confirmed',
        'test',
        { kind: 'upload', id: encodeId('upload', held), name: repo },
        { by_upload: encodeId('upload', next) },
      ],
    ]);
    expect(await verifyAudit(harness.sql, scope())).toMatchObject({ problem: null });
  });

  it('tells of people who get another role, are disabled, enabled and removed, and of nothing when nothing is different', async () => {
    const operator = { ...ada, credential: null, userId: null, source: null };
    const { id } = await inviteUser(operator, { email: 'cy@example.com', role: 'viewer' });
    await changeUser(operator, id, { role: 'auditor', disabled: true });
    await changeUser(operator, id, { disabled: true });
    await changeUser(operator, id, { disabled: false });
    const told = async () => (await log()).map(({ verb, target, detail }) => [verb, target.name, detail]).slice(1);
    const earlier = (name: string) => [
      ['person.role_changed', name, { from: 'viewer', to: 'auditor' }],
      ['person.disabled', name, {}],
      ['person.enabled', name, {}],
    ];
    expect(await told()).toEqual(earlier('cy'));
    await removeUser(operator, id);
    const name = `Removed person ${id}`;
    expect(await told()).toEqual([...earlier(name), ['person.removed', name, { role: 'auditor' }]]);
  });

  it('tells of people: invited, and renamed under the name of that time', async () => {
    await inviteUser(ada, { email: 'bo@example.com', role: 'viewer' });
    await inviteUser(
      { ...ada, credential: null, userId: null, source: null, operator: 'root' },
      { email: 'bo@example.com', role: 'viewer' },
    );
    await changeName(ada, { name: 'Ada L.' });
    expect((await log()).map(({ verb, actor, detail }) => [verb, actor.name, detail])).toEqual([
      ['person.invited', 'Ada', { email: 'bo@example.com', role: 'viewer', again: false }],
      ['person.invited', 'root', { email: 'bo@example.com', role: 'viewer', again: true }],
      ['person.name_changed', 'Ada', { from: 'Ada', to: 'Ada L.' }],
    ]);
    expect(await verbs()).not.toContain('session.signed_in');
  });
});

describe('verifying the audit log', () => {
  const seen = async () => (await verifyAudit(harness.systemSql, scope())).problem;

  it.each([
    ['changed', (sql: Harness['admin']) => sql`update audit_entries set actor_name = 'Eve' where sequence = 3`, 3],
    ['changed', (sql: Harness['admin']) => sql`update audit_entries set detail = '{"a":1}' where sequence = 3`, 3],
    ['missing', (sql: Harness['admin']) => sql`delete from audit_entries where sequence = 3`, 3],
    ['missing', (sql: Harness['admin']) => sql`delete from audit_entries where sequence = 5`, 5],
    [
      'replaced',
      (sql: Harness['admin']) => sql`
        update audit_entries a set (actor_name, target_name, at, previous, hash) =
          (select b.actor_name, b.target_name, b.at, b.previous, b.hash from audit_entries b where b.sequence = 6 - a.sequence)
        where sequence in (2, 4)`,
      2,
    ],
    ['added', (sql: Harness['admin']) => sql`update audit_heads set sequence = 4`, 5],
    ['added', (sql: Harness['admin']) => sql`delete from audit_heads`, 1],
  ] as const)('names an entry that is %s', async (how, tamper, sequence) => {
    for (let n = 1; n <= 5; n += 1) await write(`token ${n}`);
    expect(await verifyAudit(harness.systemSql, scope())).toMatchObject({ entries: 5, problem: null });
    await tamper(harness.admin);
    expect(await seen()).toMatchObject({ how, sequence });
  });

  it('finds out a log that was written anew, by an end that was noted', async () => {
    await write('true');
    const noted = await findAuditHead(harness.systemSql, scope());
    await harness.admin`truncate audit_entries, audit_heads`;
    await write('false');
    expect(await seen()).toBeNull();
    expect((await verifyAudit(harness.systemSql, scope(), [noted])).problem).toMatchObject({
      how: 'rewritten',
      sequence: 1,
    });
  });
});
