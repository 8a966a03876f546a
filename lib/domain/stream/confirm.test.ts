import { describe, expect, it } from 'vitest';
import { confirmableAt, isConfirmation, isSameRun } from './confirm.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute));
const run = (runId: number | null, commit: string | null) => ({ runId, commit });

describe('two reports', () => {
  it.each([
    ['of one run id', run(1, 'a'), run(1, 'b'), true],
    ['of two run ids', run(1, 'a'), run(2, 'a'), false],
    ['of one commit, without runs', run(null, 'a'), run(null, 'a'), true],
    ['of two commits, without runs', run(null, 'a'), run(null, 'b'), false],
    ['of one commit, only one of which names its run', run(1, 'a'), run(null, 'a'), true],
    ['that say nothing', run(null, null), run(null, null), false],
    ['only one of which says something', run(1, 'a'), run(null, null), false],
  ])('%s', (_, a, b, same) => {
    expect([isSameRun(a, b), isSameRun(b, a)]).toEqual([same, same]);
  });
});

describe('a confirmation', () => {
  const first = { number: 3, orderAt: at(0), ...run(1, 'a') };
  const held = { number: 5, orderAt: at(9), first };

  it('comes from another run, ten minutes or more after the report that began the hold', () => {
    expect(confirmableAt(first)).toEqual(at(10));
    expect(isConfirmation({ ...run(2, 'a'), orderAt: at(10) }, held)).toBe(true);
    expect(isConfirmation({ ...run(2, 'a'), orderAt: new Date(at(10).getTime() - 1) }, held)).toBe(false);
    expect(isConfirmation({ ...run(1, 'a'), orderAt: at(60) }, held)).toBe(false);
    expect(isConfirmation({ ...run(null, 'a'), orderAt: at(60) }, held)).toBe(false);
    expect(isConfirmation({ ...run(null, null), orderAt: at(60) }, held)).toBe(true);
  });
});
