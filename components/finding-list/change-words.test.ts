import { describe, expect, it } from 'vitest';
import type { BulkSeverityPreview } from '#lib/contracts/finding-bulk.ts';
import { severityWords, tagWords } from './change-words.ts';

const preview: BulkSeverityPreview = {
  ...{ findings: 1200, same: 0, refused: 0, repositories: [], repositories_total: 3, token: '1200.x' },
  counts: { critical: 2, high: 1198, medium: 0, low: 0, info: 0, unknown: 0 },
  organization: { before: 62.1, after: 64 },
};

describe('what a change of many findings would do, in words', () => {
  it('has how many, where, what they are today, and the score', () => {
    expect(severityWords('low', preview)).toEqual([
      'Sets 1,200 findings in 3 repositories to low.',
      'Today: 2 critical, 1,198 high.',
      'Score: 62.1 → 64.0.',
    ]);
  });

  it('says what is left out, and why', () => {
    expect(severityWords('low', { ...preview, same: 1, refused: 12 }).at(-1)).toBe(
      'Left out: 1 is low already, 12 only those who decide about exceptions may change so.',
    );
    expect(severityWords('low', { ...preview, findings: 0, same: 3 })).toEqual([
      'There is nothing to set here.',
      'Left out: 3 are low already.',
    ]);
  });

  it('has the tags that change, and never claims a change that is none', () => {
    expect(tagWords({ findings: 12, changed: 10, repositories_total: 1, token: '' })).toEqual([
      'Changes the tags of 10 findings in 1 repository.',
      'Left out: it is so on 2 already.',
    ]);
    expect(tagWords({ findings: 12, changed: 0, repositories_total: 0, token: '' })).toEqual([
      'There is nothing to change: it is so on all of them already.',
    ]);
    expect(tagWords({ findings: 0, changed: 0, repositories_total: 0, token: '' })).toEqual([
      'No finding is chosen any more.',
    ]);
  });
});
