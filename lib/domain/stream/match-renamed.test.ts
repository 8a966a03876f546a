import { describe, expect, it } from 'vitest';
import { incomingExample } from './examples.ts';
import { MemoryRepository } from './memory-repository.ts';

interface Step {
  stream?: string;
  tracked?: boolean;
  complete?: boolean;
  /** Own key, then former ones. */
  keys: string[][];
}

/** Uploads one after another; how many findings each one introduced and lost. */
function play(repository: MemoryRepository, steps: readonly Step[]): string[] {
  return steps.map(({ stream = 'main', tracked = true, complete = true, keys }, time) => {
    const incoming = keys.map(([key = '', ...formerKeys], index) =>
      incomingExample({ index, key, contentHash: key, ...(formerKeys.length === 0 ? {} : { formerKeys }) }),
    );
    const plan = repository.upload({ stream, tracked, time, complete, incoming });
    return plan.outcome === 'processed' ? `+${plan.fresh.length} -${plan.vanished.length}` : plan.outcome;
  });
}

const keysOf = (repository: MemoryRepository) => [...repository.findings.values()].map((finding) => finding.key);

describe('a rule that was renamed', () => {
  it.each([
    ['once', [[['old']], [['new', 'old']], [['new', 'old']], [['new']]]],
    ['and renamed again, each report naming the last name', [[['a']], [['b', 'a']], [['c', 'b']]]],
    ['and called by its old name again', [[['old']], [['new', 'old']], [['new', 'old']]]],
    [
      'beside findings of other rules',
      [
        [['old'], ['x']],
        [['new', 'old'], ['x']],
      ],
    ],
  ])('keeps its findings: %s', (_, reports) => {
    const repository = new MemoryRepository();
    const [first, ...others] = play(
      repository,
      reports.map((keys) => ({ keys })),
    );
    expect(first).toBe(`+${reports[0]?.length} -0`);
    expect(new Set(others)).toEqual(new Set(['+0 -0']));
    expect(keysOf(repository)[0]).toBe(reports.at(-1)?.[0]?.[0]);
  });

  it('keeps its findings in a report that closes nothing', () => {
    const repository = new MemoryRepository();
    expect(play(repository, [{ keys: [['old']] }, { keys: [['new', 'old']], complete: false }])).toEqual([
      '+1 -0',
      '+0 -0',
    ]);
    expect(keysOf(repository)).toEqual(['new']);
  });

  it('was split: the finding goes on as one of the two, the other one is new', () => {
    const repository = new MemoryRepository();
    expect(
      play(repository, [
        { keys: [['old']] },
        {
          keys: [
            ['b', 'old'],
            ['a', 'old'],
          ],
        },
      ]),
    ).toEqual(['+1 -0', '+1 -0']);
    expect(keysOf(repository)).toEqual(['b', 'a']);
    const elsewhere = new MemoryRepository();
    const split = [
      ['b', 'old'],
      ['a', 'old'],
    ];
    expect(play(elsewhere, [{ keys: [['old']] }, { keys: split, stream: 'other' }])).toEqual(['+1 -0', '+1 -0']);
  });

  it('is still reported under both names: two findings', () => {
    const repository = new MemoryRepository();
    const both = [['old'], ['new', 'old']];
    const last = { keys: [['new', 'old']] };
    expect(play(repository, [{ keys: [['old']] }, { keys: both }, { keys: both }, last])).toEqual([
      '+1 -0',
      '+1 -0',
      '+0 -0',
      '+0 -1',
    ]);
  });

  it('introduces nothing in another stream, and takes nothing from the one that has the old name', () => {
    const repository = new MemoryRepository();
    const branch = { stream: 'branch', tracked: false };
    const steps = [
      { keys: [['old']] },
      { keys: [['new', 'old']], ...branch },
      { keys: [['new', 'old']], ...branch },
      { keys: [['old']] },
      { keys: [['new', 'old']] },
    ];
    expect(play(repository, steps)).toEqual(['+1 -0', '+0 -0', '+0 -0', '+0 -0', '+0 -0']);
    expect(keysOf(repository)).toEqual(['new']);
    expect([...repository.findings.values()].map((finding) => finding.state)).toEqual(['open']);
  });
});
