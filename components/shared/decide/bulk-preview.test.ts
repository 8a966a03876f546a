import { describe, expect, it } from 'vitest';
import type { BulkPreview } from '#lib/contracts/exception-bulk.ts';
import { previewWords } from './bulk-preview.tsx';

const preview: BulkPreview = {
  findings: 214,
  counts: { critical: 2, high: 0, medium: 200, low: 12, info: 0, unknown: 0 },
  kev: 3,
  decided: 0,
  fixed: 0,
  repositories: [],
  repositories_total: 12,
  organization: { before: 62.1, after: 64 },
  token: '214.x',
};

describe('what a decision about many findings would do, in words', () => {
  it('has how many, where, what is urgent among them, and the score', () => {
    expect(previewWords('accepted', preview)).toEqual([
      'Accepts 214 findings in 12 repositories.',
      'Among them: 2 critical, 3 in KEV.',
      'Score: 62.1 → 64.0.',
    ]);
  });

  it('says what is left out and why, and that a score stays or is not known', () => {
    const one = { ...preview, findings: 1, kev: 0, repositories_total: 1, decided: 1, fixed: 2 };
    expect(
      previewWords('false_positive', {
        ...one,
        counts: { ...preview.counts, critical: 0 },
        organization: { before: null, after: null },
      }),
    ).toEqual([
      'Marks 1 finding in 1 repository as false positives.',
      'Score: stays not measured.',
      'Left out: 1 has a decision already, 2 are fixed.',
    ]);
  });

  it('says that there is nothing to decide', () => {
    expect(previewWords('accepted', { ...preview, findings: 0, fixed: 4 })).toEqual([
      'There is nothing to decide here.',
      'Left out: 4 are fixed.',
    ]);
  });
});
