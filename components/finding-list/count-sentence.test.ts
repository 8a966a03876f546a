import { describe, expect, it } from 'vitest';
import type { FindingFilters } from '#components/queries/findings.ts';
import { FINDING_STATES } from '#lib/domain/finding/finding.ts';
import { countSentence, countWords } from './count-sentence.ts';

const open: FindingFilters = { state: ['open'], sort: '-risk' };
const any: FindingFilters = { ...open, state: [...FINDING_STATES] };
const high: FindingFilters = { ...open, severity: ['high'] };

describe('how many there are', () => {
  it.each([
    [open, 0, 'no open findings', 'No open findings'],
    [open, 1, '1 open finding', '1 open finding'],
    [any, 3, '3 findings', '3 findings in any state'],
    [high, 1, '1 open finding', '1 open finding matches 1 filter'],
    [high, 45, '45 open findings', '45 open findings match 1 filter'],
  ] as const)('is said within a sentence and as one', (filters, value, words, sentence) => {
    expect(countWords(filters, { value, relation: 'exact' })).toBe(words);
    expect(countSentence(filters, { value, relation: 'exact' })).toBe(sentence);
  });

  it('says where counting stopped', () => {
    const total = { value: 10_000, relation: 'at_least' } as const;
    expect(countSentence(high, total)).toBe('10,000+ open findings match 1 filter');
  });
});
