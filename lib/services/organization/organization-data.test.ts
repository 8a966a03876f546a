import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findOwnedTables } from '#db/queries/organization-data.ts';
import { insertOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { createTokenBody } from '#lib/contracts/token.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { identifySession } from '#lib/services/access/identify-session.ts';
import { identifyToken } from '#lib/services/access/identify-token.ts';
import { verifyAudit } from '#lib/services/audit/verify-audit.ts';
import { paddingOf, readTarBlock, TAR_BLOCK } from '#lib/services/backup/tar.ts';
import { recount } from '#lib/services/recount.ts';
import { sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { createToken } from '#lib/services/token/create.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { changeName } from '#lib/services/user/change-name.ts';
import { changeUser } from '#lib/services/user/change-user.ts';
import { inviteUser } from '#lib/services/user/invite.ts';
import { removeUser } from '#lib/services/user/remove-user.ts';
import { addMember, beginSession, type Member } from '#lib/services/user/testing.ts';
import { bindTo } from '#lib/system.ts';
import { acceptUpload } from '../upload/accept.ts';
import { processUpload } from '../upload/process.ts';
import { deleteOrganization } from './delete-organization.ts';
import { exportOrganization } from './export-organization.ts';
import { removeOrganization } from './remove-organization.ts';
import { sweepOrganizations } from './sweep-organizations.ts';

const harness = await startHarness(undefined, { readers: inProcessReader });
const { admin, systemSql } = harness;
afterAll(() => harness.close());

const report = (...names: string[]) =>
  sarifOf(names.map((name) => ({ rule: `rule-${name}`, file: `${name}.ts`, line: 1, code: `call(${name});` })));

function contextOf(orgId: number, person?: Member): Context {
  const principal = { kind: 'user', orgId, role: 'admin' } as const;
  const credential = { kind: 'session', name: person?.name ?? 'Somebody', tokenId: null } as const;
  const readScope = { orgId, repositories: 'all' } as const;
  return {
    ...bindTo(harness, orgId),
    orgId,
    principal,
    readScope,
    credential,
    userId: person?.id ?? null,
    source: '192.0.2.77',
  };
}

async function deliver(ctx: Context, repo: string, ...names: string[]) {
  tick(harness, 1);
  const data = Buffer.from(report(...names));
  const put = await harness.blobs.put(Readable.from([data]), [], harness.now());
  const sha256 = createHash('sha256').update(data).digest();
  const given = { blob: put.name, sha256, bytes: data.length, storedBytes: put.storedBytes, filename: null };
  const { upload } = await acceptUpload(ctx, {
    params: uploadParams.parse({ repo }),
    report: given,
    idempotencyKey: null,
  });
  await processUpload(bindTo(harness, ctx.orgId), { orgId: ctx.orgId, repoId: upload.repoId }, upload.number);
  return harness.blobs.pathOf(put.name);
}

const CANARY = 'Quokka';
const email = `${CANARY.toLowerCase()}@example.com`;

/** An organization with a bit of everything, and a person whose name stands wherever names can stand. */
async function fill(slug: string) {
  const { id: orgId } = await inTransaction(systemSql, (tx) =>
    insertOrganization(tx, { slug, name: `The ${slug}`, demo: false, now: harness.now() }),
  );
  const add = (name: string, address: string) =>
    addMember(
      systemSql,
      { orgId },
      { email: address, name, role: 'admin', passwordHash: 'scrypt$secret', now: harness.now() },
    );
  const [boss, person] = [await add('Boss', `boss@${slug}.example.com`), await add(CANARY, email)];
  const [byBoss, byPerson] = [contextOf(orgId, boss), contextOf(orgId, person)];
  const claim = await beginSession(systemSql, person, harness.now());
  const body = createTokenBody.parse({ kind: 'api', role: 'admin', name: 'ops' });
  const { token } = await createToken(byPerson, body);
  await changeName(byPerson, { name: `${CANARY} Two` });
  await inviteUser(byBoss, { email, role: 'admin' });
  await inviteUser(byBoss, { email: `new@${slug}.example.com`, role: 'viewer' });
  await changeUser(byBoss, person.id, { disabled: true });
  await changeUser(byBoss, person.id, { disabled: false });
  const files = [
    await deliver(
      { ...byPerson, credential: { ...byPerson.credential, name: `${CANARY} Two` } },
      'same/name',
      'a',
      'b',
    ),
    await deliver(byBoss, 'same/name', 'a'),
    await deliver(byBoss, `${slug}/own`, 'c'),
  ];
  return { orgId, slug, boss, person, byBoss, byPerson, claim, token, files };
}

let first: Awaited<ReturnType<typeof fill>>;
let second: Awaited<ReturnType<typeof fill>>;

beforeAll(async () => {
  first = await fill('first');
  second = await fill('second');
});

async function textOfTables(): Promise<string[]> {
  const tables = await admin<{ name: string }[]>`
    select c.relname::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await admin<{ text: string }[]>`select ${name} || ': ' || t::text as text from ${admin(name)} t`;
    found.push(...rows.map(({ text }) => text));
  }
  return found;
}

/** How many rows each table has of an organization. */
async function rowsOf(orgId: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, owner } of await findOwnedTables(admin)) {
    const [row] = await admin<{ count: number }[]>`
      select count(*)::int as count from ${admin(name)} where ${admin(owner)} = ${orgId}`;
    counts[name] = row?.count ?? 0;
  }
  return counts;
}

async function unpack(bytes: Readable): Promise<Map<string, Buffer>> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  const all = Buffer.concat(pieces);
  const entries = new Map<string, Buffer>();
  for (let at = 0; ; ) {
    const head = readTarBlock(all.subarray(at, at + TAR_BLOCK));
    if (head === null) return entries;
    entries.set(head.name, all.subarray(at + TAR_BLOCK, at + TAR_BLOCK + head.size));
    at += TAR_BLOCK + head.size + paddingOf(head.size);
  }
}

describe('the export of an organization', () => {
  it('has every row and every stored report of it, none of another, and nothing to sign in with', async () => {
    const { slug, bytes } = await exportOrganization(first.byBoss);
    const entries = await unpack(bytes);
    expect(slug).toBe('first');
    const counts = await rowsOf(first.orgId);
    const lines = new Map<string, number>();
    for (const [name, body] of entries) {
      const table = /^tables\/(\w+)\//.exec(name)?.[1];
      if (table === undefined) continue;
      const rows = body
        .toString()
        .split('\n')
        .filter((line) => line !== '');
      lines.set(table, (lines.get(table) ?? 0) + rows.length);
      const owners = rows
        .map((line) => JSON.parse(line))
        .map((row) => (table === 'organizations' ? row.id : row.org_id));
      expect([table, [...new Set(owners)]]).toEqual([table, owners.length === 0 ? [] : [first.orgId]]);
    }
    expect(Object.fromEntries(lines)).toEqual(counts);
    expect(JSON.parse(entries.get('end.json')?.toString() ?? '')).toEqual({
      rows: counts,
      reports: { files: 3, missing: 0 },
    });
    const reports = [...entries].filter(([name]) => name.startsWith('reports/'));
    expect(reports.map(([, body]) => JSON.parse(zstdDecompressSync(body).toString()).version)).toEqual([
      '2.1.0',
      '2.1.0',
      '2.1.0',
    ]);
    const text = Buffer.concat([...entries.values()]).toString('latin1');
    const [stored] = await admin<
      { hash: string }[]
    >`select encode(hash, 'hex') as hash from tokens where org_id = ${first.orgId}`;
    for (const secret of ['scrypt$', stored?.hash ?? '', first.claim.sessionId]) expect(text).not.toContain(secret);
  });

  it('is not for others than administrators, and stands in the log', async () => {
    const viewer = { ...first.byBoss, principal: { kind: 'user', orgId: first.orgId, role: 'auditor' } as const };
    await expect(exportOrganization(viewer)).rejects.toMatchObject({ code: 'forbidden' });
    const entries =
      await admin`select verb from audit_entries where org_id = ${first.orgId} order by sequence desc limit 1`;
    expect(entries).toEqual([{ verb: 'organization.exported' }]);
  });

  it('that nobody reads to its end holds no connection', async () => {
    for (let n = 0; n < 12; n += 1) (await exportOrganization(first.byBoss)).bytes.destroy();
    await vi.waitFor(async () => {
      const open = await admin`
        select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
      expect(open).toEqual([]);
    });
  });
});

describe('removing a person', () => {
  it('leaves the name nowhere in the organization, and the audit log right', async () => {
    const mine = (text: string) => text.includes(`${CANARY}`) || text.toLowerCase().includes(email);
    expect((await textOfTables()).filter(mine).length).toBeGreaterThan(10);
    for (const { byBoss, person, orgId } of [first, second]) {
      await removeUser(byBoss, person.id);
      expect(await verifyAudit(systemSql, { orgId })).toMatchObject({ problem: null });
    }
    expect((await textOfTables()).filter(mine)).toEqual([]);
    const [created] = await admin<{ actorName: string }[]>`
      select actor_name from audit_entries where org_id = ${first.orgId} and verb = 'token.created'`;
    expect(created?.actorName).toBe(`Removed person ${first.person.id}`);
  });

  it('is told from a name that somebody else took out', async () => {
    await admin`
      update audit_entries set actor_name = ${`Removed person ${second.boss.id}`}, source = null,
        seals = jsonb_set(seals, '{actor,salt}', 'null')
      where org_id = ${second.orgId} and actor_id = ${second.boss.id} and actor_kind = 'person'`;
    expect((await verifyAudit(systemSql, { orgId: second.orgId })).problem).toMatchObject({ how: 'changed' });
  });
});

describe('deleting an organization', () => {
  it('wants its slug, and an administrator', async () => {
    await expect(deleteOrganization(first.byBoss, { confirm: 'second' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const security = { ...first.byBoss, principal: { kind: 'user', orgId: first.orgId, role: 'security' } as const };
    await expect(deleteOrganization(security, { confirm: 'first' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('shuts everybody out at once, then leaves no row and no report, and nothing of others changes', async () => {
    const before = await rowsOf(second.orgId);
    const claim = await beginSession(systemSql, first.boss, harness.now());
    const { token } = await createToken(first.byBoss, createTokenBody.parse({ kind: 'upload', name: 'ci' }));
    await removeOrganization(harness, { orgId: first.orgId });
    expect((await rowsOf(first.orgId)).findings).toBeGreaterThan(0);

    await deleteOrganization(first.byBoss, { confirm: 'first' });
    expect(await identifySession(systemSql, claim, harness.now())).toBeNull();
    await expect(identifyToken(systemSql, token, harness.now())).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(deleteOrganization(first.byBoss, { confirm: 'first' })).rejects.toMatchObject({ code: 'not_found' });
    const again = await inTransaction(systemSql, (tx) =>
      insertOrganization(tx, { slug: 'first', name: 'Anew', demo: false, now: harness.now() }),
    );
    expect(again.slug).toBe('first');

    await removeOrganization(harness, { orgId: first.orgId });
    expect(Object.entries(await rowsOf(first.orgId)).filter(([, count]) => count > 0)).toEqual([]);
    expect(await admin`select 1 from accounts where email = 'boss@first.example.com'`).toEqual([]);
    expect(first.files.map((file) => existsSync(file))).toEqual([false, false, false]);
    expect(second.files.map((file) => existsSync(file))).toEqual([true, true, true]);
    expect(await rowsOf(second.orgId)).toEqual(before);
    expect(await recount(systemSql)).toMatchObject({ differences: [] });
    await removeOrganization(harness, { orgId: first.orgId });
  });

  it('goes on when its job was lost', async () => {
    await deleteOrganization(second.byBoss, { confirm: 'second' });
    await admin`delete from graphile_worker._private_jobs`;
    await sweepOrganizations(harness);
    const jobs = await admin<{ key: string }[]>`select key from graphile_worker._private_jobs`;
    expect(jobs).toEqual([{ key: `organization:${second.orgId}:remove` }]);
  });
});
