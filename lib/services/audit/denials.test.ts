import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listAuditEntries } from '#db/queries/audit-list.ts';
import type { Context } from '#lib/context.ts';
import { encodeId } from '#lib/ids.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { noteDownload } from '../upload/note-download.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { noteDenial } from './note-denial.ts';
import { noteExport } from './note-export.ts';

let harness: Harness;
let bo: Context;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const credential = { kind: 'session', name: 'Bo', tokenId: null } as const;
  bo = { ...harness.ctx, credential, userId: 7, source: '192.0.2.9' };
});
beforeEach(() => harness.admin`truncate audit_entries, audit_heads, denials`);
afterAll(() => harness.close());

async function log() {
  const entries = await listAuditEntries(harness.sql, { orgId: bo.orgId }, {}, { after: null, limit: 1000 });
  return entries.sort((a, b) => a.sequence - b.sequence);
}
const now = (): Context => ({ ...bo, now: harness.now });
const deny = async (times: number, permission = 'user:write', ctx = now()) => {
  for (let n = 1; n <= times; n += 1) await noteDenial(ctx, { permission, request: `PATCH /api/v1/users/${n}` });
};

describe('a refused request', () => {
  it('is in the log with who, what and from where; of many, the 1st, 10th, 100th within an hour', async () => {
    await deny(101);
    const entries = await log();
    expect(entries.map(({ detail }) => detail)).toEqual(
      [1, 10, 100].map((n) => ({
        lacks: 'user:write',
        request: `PATCH /api/v1/users/${n}`,
        requests_within_an_hour: n,
      })),
    );
    expect(entries[0]).toMatchObject({
      verb: 'access.denied',
      actor: { kind: 'person', id: 7, name: 'Bo' },
      target: { kind: 'organization', name: 'Acme' },
      source: '192.0.2.9',
    });
  });

  it('is counted for each caller and permission, and anew after an hour', async () => {
    await deny(2);
    await deny(2, 'audit:read');
    await deny(2, 'user:write', { ...now(), credential: { kind: 'api_token', name: 'ops', tokenId: 7 }, userId: null });
    expect((await log()).map(({ actor, detail }) => [actor.name, detail.lacks])).toEqual([
      ['Bo', 'user:write'],
      ['Bo', 'audit:read'],
      ['ops', 'user:write'],
    ]);
    tick(harness, 59);
    await deny(1);
    expect(await log()).toHaveLength(3);
    tick(harness, 1);
    await deny(1);
    expect((await log()).at(-1)?.detail.requests_within_an_hour).toBe(1);
  });
});

describe('what leaves Plumbline', () => {
  it('is in the log: the audit log with its filters, and reports', async () => {
    await noteExport(now(), { who: 'Ada', verb: undefined });
    const upload = await harness.deliver({ repo: 'acme/raw' }, sarifOf([]));
    const id = encodeId('upload', upload);
    await noteDownload(now(), id);
    const entries = (await log()).filter(({ verb }) => verb !== 'upload.accepted');
    expect(entries.map(({ verb, actor, target, detail }) => [verb, actor.name, target.name, detail])).toEqual([
      ['audit.exported', 'Bo', 'Acme', { who: 'Ada' }],
      ['upload.downloaded', 'Bo', 'acme/raw', { bytes: upload.storedBytes }],
    ]);
  });
});
