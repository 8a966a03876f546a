import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const report = sarifOf([{ rule: 'r', file: 'src/index.js', line: 3, code: 'eval(input);' }]);

async function pathsOf(repo: string, state = 'open'): Promise<(string | null)[]> {
  const list = await getFindings(harness.ctx, findingListParams.parse({ repo, state }));
  return list.items.map((item) => item.path).sort();
}

describe('the root of a report', () => {
  it('tells equal paths of two projects apart, also in the same bytes and without a label', async () => {
    const repo = 'acme/monorepo';
    const frontend = await harness.deliver({ repo, root: 'frontend' }, report);
    tick(harness, 1);
    const backend = await harness.deliver({ repo, root: './backend/' }, report);
    expect([frontend.introduced, backend.introduced, backend.fixed]).toEqual([1, 1, 0]);
    expect(backend.root).toBe('backend');
    expect(await pathsOf(repo)).toEqual(['backend/src/index.js', 'frontend/src/index.js']);
    expect((await harness.accept({ repo, root: 'backend' }, report)).upload.number).toBe(backend.number);
    tick(harness, 1);
    const clean = await harness.deliver({ repo, root: 'frontend', commit: 'abcdef1' }, sarifOf([]));
    expect(clean.fixed).toBe(1);
    expect(await pathsOf(repo)).toEqual(['backend/src/index.js']);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('that changes under one label moves its findings', async () => {
    const repo = 'acme/moved';
    await harness.deliver({ repo, label: 'web', root: 'frontend' }, report);
    tick(harness, 1);
    const moved = await harness.deliver({ repo, label: 'web', root: 'apps/web' }, report);
    expect(moved).toMatchObject({ state: 'processed', introduced: 0, fixed: 0, moved: 1 });
    expect(await pathsOf(repo)).toEqual(['apps/web/src/index.js']);
  });

  it('leaves a report of before where it was: no root is the repository itself', async () => {
    const repo = 'acme/plain';
    await harness.deliver({ repo }, report);
    expect((await harness.accept({ repo, root: './' }, report)).duplicate).toBe(true);
    expect(await pathsOf(repo)).toEqual(['src/index.js']);
  });

  it.each(['../other', '/srv', 'C:\\web'])('%s is refused', (root) => {
    const { error } = uploadParams.safeParse({ repo: 'acme/web', root });
    expect(error?.issues).toMatchObject([
      { path: ['root'], message: expect.stringContaining('folder of the repository') },
    ]);
  });
});
