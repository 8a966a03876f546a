import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Upload } from '#db/queries/uploads.ts';
import type { UploadView } from '#lib/contracts/upload.ts';
import { encodeId } from '#lib/ids.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { recount } from '../recount.ts';
import { changeRepository } from '../repository/change-repository.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const problem = (name: string, given: Partial<FakeResult> = {}): FakeResult => ({
  ...{ rule: 'r', file: `${name}.ts`, line: 1, code: `${name}();` },
  ...given,
});
const [A, B, C, D] = [problem('a'), problem('b'), problem('c'), problem('d')];

interface Options {
  tool?: string;
  successful?: boolean;
}

async function send(
  repo: string,
  ref: string,
  results: FakeResult[],
  params: Record<string, string> = {},
  options: Options = {},
) {
  tick(harness, 1);
  const { tool = 'plumbtest', successful = true } = options;
  const upload = await harness.deliver({ repo, ref, ...params }, sarifOf(results, tool, { successful }));
  return view(upload);
}

const view = (upload: Upload): Promise<UploadView> =>
  getUpload(harness.ctx, encodeId('upload', { repoId: upload.repoId, number: upload.number }));

async function open(repo: string): Promise<number> {
  const [row] = await harness.sql<{ count: number }[]>`
    select (open_critical + open_high + open_medium + open_low + open_info)::int as count from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id where r.slug = ${repo}`;
  return row?.count ?? -1;
}

describe('a report of a ref that does not count', () => {
  it.each(['feature/x', 'refs/heads/feature/x', 'refs/pull/7/merge', 'refs/tags/v1.2'])(
    'says so, why and what to do, and compares with the default branch: %s',
    async (ref) => {
      const repo = `acme/ref-${ref.replaceAll('/', '-')}`;
      const main = await send(repo, 'main', [A, B, C]);
      expect(main).toMatchObject({ counts: true, counts_reason: null, compared_with: null, introduced: 3 });
      const first = await send(repo, ref, [A, B, D]);
      expect(first).toMatchObject({
        ...{ counts: false, introduced: 1, fixed: 1, unchanged: 2, changed: 0, moved: 0, reopened: 0, parsed: 3 },
        compared_with: { ref: 'main', upload: { id: main.id } },
        score: { before: main.score?.after, after: main.score?.after },
      });
      const name = ref.replace('refs/heads/', '');
      expect(first.counts_reason).toContain(
        `${name} is neither the default branch of ${repo} (main) nor one of its tracked`,
      );
      expect(first.counts_reason).toContain('tracked_refs of PATCH /api/v1/repos/');
      expect(await open(repo)).toBe(3);
    },
  );

  it('compares every report of it with the default branch as that is then', async () => {
    const repo = 'acme/later';
    await send(repo, 'main', [A, B]);
    await send(repo, 'feature', [A, B, D]);
    expect(await send(repo, 'feature', [A, C, D])).toMatchObject({ introduced: 2, fixed: 1, unchanged: 1 });
    await send(repo, 'main', [A, C, D]);
    expect(await send(repo, 'feature', [A, C, D], { commit: 'abcdef1' })).toMatchObject({
      introduced: 0,
      fixed: 0,
      unchanged: 3,
    });
    expect(await send(repo, 'feature', [problem('a', { level: 'note' }), C])).toMatchObject({
      introduced: 0,
      fixed: 1,
      changed: 1,
    });
  });

  it('neither introduces nor fixes what it moved to another file', async () => {
    const repo = 'acme/moved';
    await send(repo, 'main', [A, B]);
    const moved = problem('a', { file: 'renamed.ts' });
    expect(await send(repo, 'feature', [moved, B])).toMatchObject({ introduced: 0, fixed: 0, moved: 1, unchanged: 1 });
  });

  it('fixes nothing where it did not look', async () => {
    const repo = 'acme/part';
    await send(repo, 'main', [A, B]);
    expect(await send(repo, 'one', [D], { complete: 'false' })).toMatchObject({ introduced: 1, fixed: 0 });
    expect(await send(repo, 'two', [D], {}, { successful: false })).toMatchObject({ introduced: 1, fixed: 0 });
  });

  it('fixes nothing in a file that it could not read, and what it no longer finds elsewhere', async () => {
    const repo = 'acme/unread';
    await send(repo, 'main', [A, B, C]);
    const report = JSON.parse(sarifOf([A]));
    const artifactLocation = { uri: B.file };
    report.runs[0].invocations[0].toolExecutionNotifications = [
      {
        level: 'error',
        message: { text: 'It cannot be parsed.' },
        locations: [{ physicalLocation: { artifactLocation } }],
      },
    ];
    tick(harness, 1);
    const upload = await harness.deliver({ repo, ref: 'feature' }, JSON.stringify(report));
    expect(await view(upload)).toMatchObject({ introduced: 0, fixed: 1, unchanged: 1 });
  });

  it('neither introduces what another stream of the default branch has, nor fixes what another one of its own has', async () => {
    const repo = 'acme/labels';
    await send(repo, 'main', [A], { label: 'x' });
    await send(repo, 'main', [B, C], { label: 'y' });
    expect(await send(repo, 'feature', [C], { label: 'x' })).toMatchObject({ introduced: 0, fixed: 1, unchanged: 1 });
    expect(await send(repo, 'feature', [A, B, D], { label: 'y' })).toMatchObject({
      introduced: 1,
      fixed: 0,
      unchanged: 2,
    });
  });

  it('is compared with the same scanner in another pipeline, and says what it is compared with', async () => {
    const repo = 'acme/pipelines';
    const main = await send(repo, 'main', [A, B], { pipeline: 'main.yml' });
    expect(await send(repo, 'feature', [A, D], { pipeline: 'pr.yml' })).toMatchObject({
      ...{ introduced: 1, fixed: 1 },
      compared_with: { upload: { id: main.id } },
    });
  });

  it('says that the default branch has no report, and calls new what nothing on it reports', async () => {
    const repo = 'acme/alone';
    const first = await send(repo, 'feature', [A, B]);
    expect(first).toMatchObject({
      counts: false,
      introduced: 2,
      fixed: 0,
      compared_with: { ref: 'main', upload: null },
    });
    expect(first.counts_reason).toContain('There is no report of plumbtest for main yet');
    await send(repo, 'main', [D], {}, { tool: 'othertool' });
    const second = await send(repo, 'feature', [A, B], { commit: 'abcdef2' });
    expect(second.counts_reason).toContain('There is no report of plumbtest for main yet');
    expect(await open(repo)).toBe(1);
  });

  it('neither introduces what is suppressed, nor fixes what it suppresses', async () => {
    const repo = 'acme/suppressed';
    await send(repo, 'main', [A, problem('b', { suppressed: true })]);
    const hidden = [problem('a', { suppressed: true }), problem('d', { suppressed: true })];
    expect(await send(repo, 'feature', hidden)).toMatchObject({ introduced: 0, fixed: 0, changed: 1 });
    expect(await send(repo, 'other', [A, B])).toMatchObject({ introduced: 1, fixed: 0, unchanged: 1 });
  });

  it('says that it did not count then, once its ref is tracked; the next one counts', async () => {
    const repo = 'acme/tracked-later';
    await send(repo, 'main', [A]);
    const before = await send(repo, 'release/1', [A, B]);
    await changeRepository(harness.ctx, repo, { tracked_refs: ['release/1'] });
    const after = await getUpload(harness.ctx, before.id);
    expect(after).toMatchObject({ counts: false, introduced: 1 });
    expect(after.counts_reason).toBe(
      'release/1 was not tracked when this report was read. It is by now: what it holds counts since then.',
    );
    expect(await open(repo)).toBe(2);
    expect(await send(repo, 'release/1', [A, B, C])).toMatchObject({
      counts: true,
      compared_with: null,
      introduced: 1,
      fixed: 0,
    });
  });

  it('leaves every counter as a recount says', async () => {
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });
});

it('a report that waits says already whether it will count', async () => {
  const { upload } = await harness.accept({ repo: 'acme/waits', ref: 'feature' }, sarifOf([A]));
  expect(await view(upload)).toMatchObject({ status: 'received', counts: false, compared_with: null });
  const tracked = await harness.accept({ repo: 'acme/waits', ref: 'main' }, sarifOf([A]));
  expect(await view(tracked.upload)).toMatchObject({ counts: true, counts_reason: null });
});
