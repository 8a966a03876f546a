import { describe, expect, it } from 'vitest';
import { gapTitle, keptWords, scopeWords, standsForWords, type UploadGap, type UploadPart } from './gap-words.ts';

const gap = (given: Partial<UploadGap> = {}): UploadGap => ({
  ...{
    scope: 'everything',
    reason: 'It failed.',
    paths: null,
    files: null,
    position: null,
    items: null,
    stands_for: null,
    rules: null,
  },
  ...{ kept_open: 0, findings: [] },
  ...given,
});
const part = (scanner: string, ...gaps: UploadGap[]): UploadPart => ({
  ...{ stream: 'str_1_1', scanner, scanner_version: null, label: '', gaps, kept_open: 0, inventory: null },
});
const files = gap({ scope: 'files', files: 2, paths: ['a.ts', 'b.ts'] });

describe('the title over what a report did not look at', () => {
  it.each([
    [[], null],
    [[part('semgrep')], null],
    [[part('semgrep', files)], 'It did not look everywhere: there it closed nothing, elsewhere as usual'],
    [[part('semgrep', gap(), files)], 'Not a whole scan: it closed nothing'],
    [[part('bandit', gap()), part('ruff', files)], 'Not a whole scan: bandit closed nothing'],
    [[part('bandit', gap()), part('ruff', gap())], 'Not a whole scan: it closed nothing'],
  ])('%j: %s', (parts, title) => {
    expect(gapTitle(parts)).toBe(title);
  });
});

describe('a gap', () => {
  it('says how much it covers', () => {
    const outside = gap({ scope: 'outside', files: 1, paths: ['.github/workflows/ci.yml'] });
    const unjudged = gap({ scope: 'rules', rules: ['r1', 'r2'] });
    expect([gap(), files, outside, unjudged, gap({ scope: 'item', items: 1 })].map(scopeWords)).toEqual([
      'Everything',
      '2 files',
      'All but 1 path',
      '2 rules',
      '1 item',
    ]);
  });

  it('says what unreadable items may stand for', () => {
    const item = gap({ scope: 'item', items: 1, stands_for: {} });
    expect(standsForWords(item)).toBe('They may stand for any finding.');
    expect(standsForWords({ ...item, stands_for: { rule: 'r1', path: 'a.ts' } })).toBe(
      'They may stand for findings of rule r1 and path a.ts.',
    );
    expect(standsForWords(files)).toBeNull();
  });

  it('says what it kept open, and how many of it are named', () => {
    expect(keptWords(gap())).toBe('It kept nothing open.');
    expect(keptWords(gap({ kept_open: 1, findings: [4] }))).toContain('kept open because of it: 1 finding');
    expect(keptWords(gap({ kept_open: 40, findings: [4, 5] }))).toContain('40 findings, the first 2 of them');
  });
});
