import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { encodeId } from '#lib/ids.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';
import { releaseUpload } from './release.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const results = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ rule: 'r', file: 'a.ts', line: index + 1, code: `call(${index});` }));
const FULL = sarifOf(results(30));
/** Makes the bytes of each report different, as most scanners do. */
let sent = 0;
const nothing = (): string => {
  sent += 1;
  return `${sarifOf([])}${' '.repeat(sent)}`;
};

const stateOf = async (upload: Upload) =>
  (await findUpload(harness.sql, harness.scopeOf(upload), upload.number))?.state;
const openIn = async (upload: Upload): Promise<number> =>
  (await harness.sql`select 1 from findings where repo_id = ${upload.repoId} and state = 'open'`).length;
const inMinutes = (minutes: number): string => new Date(harness.clock.now.getTime() + minutes * 60_000).toISOString();

/** Thirty findings, then a report of none by run 2. */
async function held(
  repo: string,
  params: object = { run_id: '2' },
  startedBefore: number | null = null,
): Promise<Upload> {
  await harness.deliver({ repo, run_id: '1' }, FULL);
  tick(harness, 60);
  const started = startedBefore === null ? {} : { started_at: inMinutes(-startedBefore) };
  const upload = await harness.deliver({ repo, ...params, ...started }, nothing());
  expect(upload.state).toBe('held');
  return upload;
}

describe('a held report', () => {
  it('is not confirmed by two requests in one second, whatever run, commit or clock they claim', async () => {
    const first = await held('acme/rush');
    const claims = [
      { run_id: '3' },
      { run_id: '4', run_attempt: 2 },
      { commit: 'abcdef1' },
      {},
      { run_id: '5', started_at: inMinutes(30) },
      { run_id: '6', started_at: inMinutes(60 * 24 * 365) },
    ];
    for (const claim of claims) {
      expect((await harness.deliver({ repo: 'acme/rush', ...claim }, nothing())).state).toBe('held');
    }
    expect(await openIn(first)).toBe(30);
  });

  it('is confirmed by another run ten minutes after the first held report, not after the latest one', async () => {
    const repo = 'acme/frequent';
    const first = await held(repo);
    expect(first.confirmableAt).toEqual(new Date(first.orderAt.getTime() + 600_000));
    tick(harness, 9);
    const second = await harness.deliver({ repo, run_id: '3' }, nothing());
    expect(second).toMatchObject({ state: 'held', heldFirst: first.number, confirmableAt: first.confirmableAt });
    expect(await stateOf(first)).toBe('superseded');
    tick(harness, 1);
    const third = await harness.deliver({ repo, run_id: '4' }, nothing());
    expect(third).toMatchObject({ state: 'processed', fixed: 30, confirms: second.number });
    expect([await stateOf(second), await openIn(first)]).toEqual(['superseded', 0]);
  });

  it('is the same delivery for ten minutes when neither run nor commit tell its bytes from the next report', async () => {
    const repo = 'acme/bare';
    await harness.deliver({ repo }, FULL);
    tick(harness, 60);
    const empty = nothing();
    const first = await harness.deliver({ repo }, empty);
    tick(harness, 9);
    expect((await harness.accept({ repo }, empty)).duplicate).toBe(true);
    tick(harness, 1);
    expect(await harness.deliver({ repo }, empty)).toMatchObject({ state: 'processed', confirms: first.number });
  });

  it('stays held when the same run, or the same commit without a run, says it again', async () => {
    const run = await held('acme/retry');
    tick(harness, 60);
    expect((await harness.deliver({ repo: 'acme/retry', run_id: '2' }, nothing())).state).toBe('held');
    const commit = await held('acme/retry-commit', { commit: 'abcdef1' });
    tick(harness, 60);
    expect((await harness.deliver({ repo: 'acme/retry-commit', commit: 'abcdef1' }, nothing())).state).toBe('held');
    expect([await openIn(run), await openIn(commit)]).toEqual([30, 30]);
  });

  it('counts ten minutes by the clocks of the runs where they state them', async () => {
    const repo = 'acme/clocks';
    const first = await held(repo, { run_id: '2' }, 20);
    const early = { repo, run_id: '3', started_at: inMinutes(-11) };
    expect((await harness.deliver(early, nothing())).state).toBe('held');
    const late = { repo, run_id: '4', started_at: inMinutes(-10) };
    expect((await harness.deliver(late, nothing())).state).toBe('processed');
    expect(await openIn(first)).toBe(0);
  });

  it('is confirmed by the very same bytes of another run', async () => {
    const repo = 'acme/same-bytes';
    const bytes = nothing();
    await harness.deliver({ repo, run_id: '1' }, FULL);
    tick(harness, 60);
    expect((await harness.deliver({ repo, run_id: '2' }, bytes)).state).toBe('held');
    tick(harness, 60);
    expect(await harness.deliver({ repo, run_id: '3' }, bytes)).toMatchObject({ state: 'processed', fixed: 30 });
  });

  it('names who confirmed it: on both uploads, and in the history of each finding', async () => {
    const repo = 'acme/named';
    const first = await held(repo);
    const waiting = await getUpload(harness.ctx, encodeId('upload', first));
    expect(waiting.confirmable_at).toBe(first.confirmableAt?.toISOString());
    tick(harness, 10);
    const second = await harness.deliver({ repo, run_id: '3' }, nothing());
    const settled = await getUpload(harness.ctx, encodeId('upload', first));
    expect(settled).toMatchObject({ status: 'superseded', confirmable_at: null });
    expect(settled.reason).toMatch(/^Confirmed .*upload 3, API token “test”/);
    const confirming = await getUpload(harness.ctx, encodeId('upload', second));
    expect(confirming.confirms).toBe(encodeId('upload', first));
    const { timeline } = await getFinding(harness.ctx, { repo, number: 7 });
    expect(timeline[0]).toMatchObject({ kind: 'fixed', upload: { number: 3, delivered_by: { name: 'test' } } });
    expect(timeline[0]?.text).toMatch(/Upload 2 was held .* this one confirms it/);
  });

  it('names nobody where a report took effect by itself', async () => {
    const repo = 'acme/back';
    const first = await held(repo);
    tick(harness, 60);
    expect(await harness.deliver({ repo, run_id: '3' }, FULL)).toMatchObject({ state: 'processed', confirms: null });
    expect((await getUpload(harness.ctx, encodeId('upload', first))).reason).toMatch(/settled it \(upload 3/);
  });

  it('that is older than the one that waits does not take its place', async () => {
    const repo = 'acme/older';
    const first = await held(repo, { run_id: '2' }, 0);
    const old = await harness.deliver({ repo, run_id: '3', started_at: inMinutes(-5) }, nothing());
    expect([old.state, await stateOf(first)]).toEqual(['superseded', 'held']);
  });

  it('that a person releases names that person in the history and on its page, by the name at that time', async () => {
    const repo = 'acme/released';
    const first = await held(repo);
    const id = encodeId('upload', first);
    const [ada] = await harness.admin<{ id: number }[]>`
      insert into users (org_id, email, name, role, created_at) values (${harness.ctx.orgId}, 'ada@example.com', 'Ada', 'admin', now())
      returning id`;
    const credential = { kind: 'session', name: 'Ada', tokenId: null } as const;
    await releaseUpload({ ...harness.ctx, userId: ada?.id ?? 0, credential }, id);
    expect(await harness.process(first)).toMatchObject({ state: 'processed', fixed: 30 });
    expect((await getUpload(harness.ctx, id)).released_by).toBe('Ada');
    expect((await getFinding(harness.ctx, { repo, number: 7 })).timeline[0]).toMatchObject({
      kind: 'fixed',
      user: 'Ada',
    });
  });
});
