import { describe, expect, it } from 'vitest';
import type { AnyGap, ItemGap } from './gap.ts';
import { countedGaps, gapInAll, keepOpen, measures, storedGaps, type Traits } from './witness.ts';

const everything: AnyGap = { scope: 'everything', reason: 'It failed.' };
const files = (...paths: string[]): AnyGap => ({ scope: 'files', reason: paths.join(), paths });
const item = (standsFor: ItemGap['standsFor']): ItemGap => {
  return { scope: 'item', reason: 'unreadable', position: '[0]', items: 1, standsFor };
};
const finding = (number: number, given: Partial<Traits> = {}): Traits => {
  return { number, rules: ['r'], paths: [], packages: [], advisories: [], subjects: [], ...given };
};
const keptNumbers = (gaps: AnyGap[], lost: Traits[]): number[] => keepOpen(gaps, lost).flatMap((kept) => kept.numbers);

describe('what a report did not look at', () => {
  it('is everything when the sender says that it is not whole', () => {
    expect(countedGaps([], { complete: false, completeSaid: true })).toMatchObject([{ scope: 'everything' }]);
    expect(countedGaps([everything], { complete: true, completeSaid: true })).toEqual([everything]);
  });

  it('measures nothing only when it is everything', () => {
    expect([[], [files('a')], [item({})], [files('a'), everything]].map(measures)).toEqual([true, true, true, false]);
  });

  it('may be anything where an item says nothing of itself', () => {
    expect(gapInAll([files('a'), item({ rule: 'r' })])).toBeNull();
    expect(gapInAll([files('a'), item({})])).toEqual(item({}));
  });
});

describe('a finding that a report lost', () => {
  it('stays open unless all of its places lie in the files and folders that alone were looked at', () => {
    const outside: AnyGap = {
      scope: 'outside',
      reason: 'One file was sent.',
      paths: ['ci/a.yml', '.github/workflows'],
    };
    const lost = [
      ['ci/a.yml'],
      ['ci/b.yml'],
      ['.github/workflows/x.yml'],
      ['.github/workflows-old/x.yml'],
      ['ci/a.yml', 'ci/b.yml'],
      [],
    ].map((paths, index) => finding(index + 1, { paths }));
    expect(keptNumbers([outside], lost)).toEqual([2, 4, 5, 6]);
    expect(gapInAll([outside])).toBeNull();
    expect(measures([outside])).toBe(true);
    expect(storedGaps([outside], keepOpen([outside], lost))).toMatchObject([{ files: 2, keptOpen: 4 }]);
  });

  it('stays open when any of its places lies in a file that was not looked at', () => {
    const lost = [finding(1, { paths: ['a', 'b'] }), finding(2, { paths: ['c'] }), finding(3)];
    expect(keptNumbers([files('x', 'b')], lost)).toEqual([1]);
  });

  it.each([
    [{ rule: 'r' }, [1, 2]],
    [{ rule: 'R' }, [1, 2]],
    [{ rule: 'other' }, []],
    [{ package: 'Tea_Pot' }, [1]],
    [{ package: 'tea-pot', advisory: 'cve-2030-1' }, [1]],
    [{ package: 'tea-pot', advisory: 'CVE-2030-2' }, []],
    [{ path: 'a' }, [2]],
    [{ rule: 'r', path: 'b' }, []],
  ])('stays open when an item that stands for %o could not be read', (standsFor, kept) => {
    const lost = [
      finding(1, { packages: ['tea-pot'], advisories: ['GHSA-x', 'CVE-2030-1'] }),
      finding(2, { paths: ['a'] }),
    ];
    expect(keptNumbers([item(standsFor)], lost)).toEqual(kept);
  });

  it.each([
    [null, [1, 2, 3]],
    [['repo:4'], [1, 3]],
    [['repo:4/environment:1'], [3]],
    [['user:7 on repo:4'], [1]],
    [['repo'], []],
  ])('stays open when its rule could not be judged of %o', (subjects, kept) => {
    const lost = [
      finding(1, { subjects: ['repo:4', 'user:7 on repo:4'] }),
      finding(2, { subjects: ['repo:41'] }),
      finding(3, { subjects: ['repo:4/environment:1'] }),
      finding(4, { rules: ['other'], subjects: ['repo:4'] }),
    ];
    const gap: AnyGap = { scope: 'rules', reason: 'not told', rules: ['r'], subjects };
    expect(keptNumbers([gap], lost)).toEqual(kept);
    expect(storedGaps([gap], [])).toEqual([
      { scope: 'rules', reason: 'not told', rules: ['r'], keptOpen: 0, findings: [] },
    ]);
  });

  it('is counted for one gap', () => {
    const gaps = [files('a'), files('a', 'b'), item({ rule: 'r' })];
    const kept = keepOpen(gaps, [finding(1, { paths: ['b', 'a'] }), finding(2, { paths: ['b'] }), finding(3)]);
    expect(kept.map(({ gap, count }) => [gap, count])).toEqual([
      [gaps[1], 2],
      [gaps[2], 1],
    ]);
  });
});

describe('what an upload stores of its gaps', () => {
  it('is bounded, says how many there are, and begins with what kept most open', () => {
    const many = files(...Array.from({ length: 50 }, (_, index) => `f${index}`));
    const gaps = [item({ rule: 'x' }), files('a'), many, ...Array.from({ length: 200 }, () => files('z')), everything];
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const stored = storedGaps(gaps, [{ gap: many, count: 30, numbers }]);
    expect(stored).toHaveLength(100);
    expect(stored[0]).toMatchObject({ scope: 'everything', keptOpen: 0 });
    expect(stored[1]).toMatchObject({ files: 50, keptOpen: 30 });
    expect(stored[1]).toMatchObject({
      findings: numbers.slice(0, 20),
      paths: many.scope === 'files' && many.paths.slice(0, 20),
    });
    expect(stored.at(-1)).toMatchObject({ scope: 'files' });
  });
});
