import { describe, expect, it } from 'vitest';
import { type BranchFacts, baseStreams, type ComparedStream, compareBranch } from './compare-branch.ts';
import { presentExample } from './examples.ts';

const finding = (number: number, path = 'a.ts', move: string | null = null) =>
  presentExample({ number, key: `k${number}`, path, move });

const compare = (given: Partial<BranchFacts> = {}) =>
  compareBranch({
    ...{ onlyBranch: [], onlyBase: [], unchanged: 0, changed: 0, heldOnBase: new Set(), heldOnBranch: new Set() },
    unseen: new Set(),
    ...given,
  });

describe('a branch compared with the default branch', () => {
  it('introduces what only it has, and fixes what only the other one has', () => {
    const sides = { onlyBranch: [finding(4), finding(5)], onlyBase: [finding(1)] };
    expect(compare({ ...sides, unchanged: 2, changed: 3 })).toEqual({
      ...{ introduced: 2, added: [4, 5], fixed: 1, moved: 0, changed: 3, unchanged: 2 },
    });
  });

  it('does not introduce what another stream of the default branch has', () => {
    expect(compare({ onlyBranch: [finding(4), finding(5)], heldOnBase: new Set([5]) })).toMatchObject({
      introduced: 1,
      unchanged: 1,
    });
  });

  it('does not fix what another stream of this branch still has', () => {
    expect(compare({ onlyBase: [finding(1), finding(2)], heldOnBranch: new Set([2]) })).toMatchObject({ fixed: 1 });
  });

  it('does not fix what its report did not look at', () => {
    const onlyBase = [finding(1, 'a.ts'), finding(2, 'b.ts')];
    expect(compare({ onlyBase, unseen: new Set([1]) }).fixed).toBe(1);
  });

  it('neither introduces nor fixes what moved to another file', () => {
    const moved = {
      onlyBranch: [finding(4, 'new.ts', 'm'), finding(5, 'c.ts', 'x')],
      onlyBase: [finding(1, 'old.ts', 'm')],
    };
    expect(compare(moved)).toMatchObject({ introduced: 1, added: [5], fixed: 0, moved: 1 });
  });
});

describe('what a report is compared with', () => {
  const stream = (id: number, given: Partial<ComparedStream> = {}): ComparedStream => ({
    ...{ id, pipelineId: 1, scanner: 'semgrep', label: '', ref: 'main', currentUpload: 7, retiredAt: null },
    ...given,
  });
  const baseOf = (...all: ComparedStream[]) =>
    baseStreams({ pipelineId: 1, scanner: 'semgrep', label: '' }, all, 'main').map((one) => one.id);

  it('is the same pipeline on the default branch', () => {
    expect(baseOf(stream(1), stream(2, { pipelineId: 2 }), stream(3, { ref: 'feature' }))).toEqual([1]);
  });

  it('is another pipeline with the same scanner and label, where that one reports nothing for the default branch', () => {
    const others = [stream(2, { pipelineId: 2 }), stream(3, { pipelineId: 3 })];
    expect(baseOf(...others)).toEqual([2, 3]);
    expect(baseOf(stream(1, { currentUpload: null }), ...others)).toEqual([2, 3]);
    expect(baseOf(stream(1, { retiredAt: new Date(0) }), ...others)).toEqual([2, 3]);
  });

  it('is never another scanner or label', () => {
    expect(baseOf(stream(1, { scanner: 'trivy' }), stream(2, { label: 'backend' }))).toEqual([]);
  });
});
