import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '#lib/cli/run.ts';
import type { Context } from '#lib/context.ts';
import { closeRequest, revocationExportParams, revocationParams } from '#lib/contracts/access-review-item.ts';
import { addDays } from '#lib/domain/time.ts';
import { getRevocations } from '#lib/views/access-review/get-revocations.ts';
import { FIRST, FROM } from '#lib/views/privilege/testing.ts';
import { exportRevocations } from '../export/export-revocations.ts';
import { principal } from '../privilege/testing.ts';
import { listKeys } from '../signing/list-keys.ts';
import { rotateKey } from '../signing/rotate-key.ts';
import { type Harness, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { closeReview } from './close-review.ts';
import { type EvidenceFormat, exportEvidence } from './export-evidence.ts';
import { beginReview, decide, personOf, reviewedSystem } from './testing.ts';
import { verifyReviews } from './verify-reviews.ts';

const HOSTILE = '=cmd|"/c calc"!A0\u202e中';
let harness: Harness;
let rosa: Context & { userId: number };
let id: number;
let kim: Context & { userId: number };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  harness = await startHarness(undefined, { readers: inProcessReader });
  harness.clock.now = new Date('2026-03-02T12:00:00Z');
  rosa = await personOf(harness, 'rosa', 'security');
  kim = await personOf(harness, 'kim', 'viewer');
  const system = await reviewedSystem(harness, 'acme');
  const more = [...(FIRST.principals ?? []), principal('odd', { name: HOSTILE, sections: ['people'] })];
  const member = { member: 'odd', group: 'core', ...FROM };
  await system.next(2, { principals: more, memberships: [...(FIRST.memberships ?? []), member] });
  id = await beginReview(rosa, { people: [kim.userId], escalateTo: rosa.userId, due: addDays(harness.now(), 9) });
  for (const item of [1, 2, 3])
    await decide(kim, id, { items: [item], decision: 'revoke', reason: 'Left.', not_mine: true });
  await system.next(5, { grants: (FIRST.grants ?? []).slice(1) });
  await verifyReviews(harness, system.scope);
  await closeReview(rosa, id, closeRequest.parse({ undecided: 'record', note: 'The rest is next month.' }));
});
afterAll(async () => {
  await harness?.close();
  await rm(folder, { recursive: true, force: true });
});

const exported = (format: EvidenceFormat): Promise<Buffer> =>
  exportEvidence(rosa, id, format).then(({ bytes }) => bytes);

async function verified(file: Buffer, signed: Buffer, keys: unknown): Promise<{ code: number; out: string }> {
  const paths = { file: join(folder, 'file'), signed: join(folder, 'signed.json'), keys: join(folder, 'keys.json') };
  await writeFile(paths.file, file);
  await writeFile(paths.signed, signed);
  await writeFile(paths.keys, JSON.stringify(keys));
  const lines: string[] = [];
  const io = { env: {}, out: (text: string) => void lines.push(text), err: (text: string) => void lines.push(text) };
  const code = await run(['verify', paths.file, '--evidence', paths.signed, '--keys', paths.keys], io);
  return { code, out: lines.join('\n') };
}

describe('evidence of a review', () => {
  it('is a table of every right, decided or not, in which nothing runs', async () => {
    const lines = (await exported('csv')).toString().trimEnd().split('\r\n');
    expect(lines.length).toBe(1 + 8);
    expect(lines[1]).toMatch(
      /^1,right,test\/acme,ada,human,.*,revoke,,Left\.,.*,verified,3,2026-03-05T00:00:00\.000Z$/,
    );
    expect(lines.filter((line) => line.includes(',not decided,')).length).toBe(5);
    const odd = lines.find((line) => line.includes('cmd|'));
    expect(odd).toContain(`,"'=cmd|""/c calc""!A0`);
  });

  it('is the same bytes each time, whatever the clock says', async () => {
    const before = await Promise.all((['csv', 'pdf', 'json'] as const).map(exported));
    harness.clock.now = addDays(harness.now(), 40);
    const after = await Promise.all((['csv', 'pdf', 'json'] as const).map(exported));
    expect(after.map((bytes, at) => bytes.equals(before[at] ?? Buffer.alloc(0)))).toEqual([true, true, true]);
    expect(after[1]?.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is drawn once: neither the statement nor the document again draws it, until it says something else', async () => {
    const drawn = () => harness.admin<{ drawnAt: Date; sha256: Buffer }[]>`
      select drawn_at, sha256 from access_review_documents where review = ${id}`;
    const before = await drawn();
    harness.clock.now = addDays(harness.now(), 1);
    await Promise.all([exported('json'), exported('pdf')]);
    expect([...(await drawn())]).toEqual([...before]);
    await harness.admin`update access_reviews set name = 'Another name' where id = ${id}`;
    await Promise.all([exported('json'), exported('pdf')]);
    const after = await drawn();
    expect(after).toHaveLength(1);
    expect(after[0]?.drawnAt).toEqual(harness.clock.now);
    expect(after[0]?.sha256.equals(before[0]?.sha256 ?? Buffer.alloc(0))).toBe(false);
    expect(await readdir(harness.spool)).toEqual([]);
    await harness.admin`update access_reviews set name = 'Spring' where id = ${id}`;
  });

  it('verifies offline, both files, also after the key was rotated; and not when a byte is another', async () => {
    const [csv, pdf, signed] = await Promise.all([exported('csv'), exported('pdf'), exported('json')]);
    const first = await listKeys(harness);
    expect(first.keys.length).toBe(1);
    for (const file of [csv, pdf]) {
      const answer = await verified(file, signed, first);
      expect(answer).toMatchObject({ code: 0 });
      expect(answer.out).toContain('"undecided":5');
    }
    const changed = Buffer.from(csv.toString().replace('revoke', 'certify'));
    expect(await verified(changed, signed, first)).toMatchObject({
      code: 1,
      out: expect.stringContaining('not in the statement'),
    });
    await rotateKey(harness, 'root');
    const both = await listKeys(harness);
    expect(both.keys.map(({ retired_at: at }) => at === null)).toEqual([true, false]);
    expect(await verified(pdf, signed, both)).toMatchObject({ code: 0 });
    const anew = await exported('json');
    expect(anew.equals(signed)).toBe(false);
    expect(await verified(pdf, anew, first)).toMatchObject({
      code: 1,
      out: expect.stringContaining('none of the keys'),
    });
    expect(await verified(pdf, anew, both)).toMatchObject({ code: 0 });
    const [kept] = await harness.admin<{ count: number }[]>`
      select count(*)::int as count from signing_keys where private_key is not null`;
    expect(kept?.count).toBe(1);
  });
});

describe('what reviews take away, of all of them', () => {
  const fileOf = async (params: object): Promise<string> => {
    let text = '';
    const write = async (part: string): Promise<void> => {
      text += part;
    };
    await exportRevocations(rosa, revocationExportParams.parse(params), write);
    return text;
  };

  it('is listed page by page with the review that decided it, and saved as a file', async () => {
    const due = addDays(harness.now(), 9);
    const more = await beginReview(rosa, { people: [kim.userId], escalateTo: rosa.userId, due });
    for (const item of [1, 2])
      await decide(kim, more, { items: [item], decision: 'revoke', reason: 'Left.', not_mine: true });
    const { items } = await getRevocations(rosa, revocationParams.parse({}));
    expect(items.length).toBeGreaterThan(2);
    expect(items[0]?.review).toBe(id);
    expect(new Set(items.map(({ review_name: name }) => name))).toEqual(new Set(['Spring']));
    const paged: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const params = { limit: '1', ...(cursor === '' ? {} : { cursor }) };
      const page: Awaited<ReturnType<typeof getRevocations>> = await getRevocations(
        rosa,
        revocationParams.parse(params),
      );
      paged.push(...page.items);
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(items);
    expect(JSON.parse(await fileOf({ format: 'json' }))).toEqual(items);
    const lines = (await fileOf({})).trimEnd().split('\r\n');
    expect(lines).toHaveLength(items.length + 1);
    expect(lines[1]).toContain(`,Spring,${items[0]?.number},http://plumbline.test/privileges/reviews/${id}`);
    const [entry] = await harness.admin`select verb, detail from audit_entries order by sequence desc limit 1`;
    expect(entry).toMatchObject({
      verb: 'review.revocations_exported',
      detail: { rows: items.length, complete: true },
    });
  });

  it('is late seven days after it was decided', async () => {
    const late = async (now: Date) => {
      const { items } = await getRevocations({ ...rosa, now: () => now }, revocationParams.parse({ overdue: 'true' }));
      return items.length;
    };
    const [first] = (await getRevocations(rosa, revocationParams.parse({}))).items;
    const decided = new Date(first?.decision?.at ?? '');
    expect(await late(addDays(decided, 6.9))).toBe(0);
    expect(await late(addDays(decided, 7))).toBeGreaterThan(0);
    expect(JSON.parse(await fileOf({ format: 'json', system: 'github/nobody' }))).toEqual([]);
  });
});
