import { describe, expect, it } from 'vitest';
import { readGateFilters } from './filters.ts';
import { gateSentence } from './words.ts';

const none = {
  since: '2026-11-23',
  judged: 0,
  failed: 0,
  warned: 0,
  rules: [],
  repositories: [],
  failing_repositories: 0,
};

describe('the sentence over the history of gates', () => {
  it.each([
    [{}, 'No report was judged in the last 7 days.'],
    [{ judged: 1 }, 'None of 1 report of the last 7 days failed.'],
    [{ judged: 30, warned: 2 }, 'None of 30 reports of the last 7 days failed. 2 passed with warnings.'],
    [
      { judged: 212, failed: 14, warned: 3, rules: [{ id: 'new-critical', failed: 9 }] },
      '14 of 212 reports of the last 7 days failed, 9 of them by new-critical. 3 passed with warnings.',
    ],
  ])('%j', (given, sentence) => {
    expect(gateSentence({ ...none, ...given })).toBe(sentence);
  });
});

it('a pipeline is one of a repository, and what is no filter is none', () => {
  const read = (given: Record<string, string>) => readGateFilters((name) => given[name] ?? null);
  expect(read({ repo: 'acme/web', pipeline: 'ci.yml', outcome: 'fail' })).toEqual({
    ...{ repo: 'acme/web', pipeline: 'ci.yml', outcome: 'fail' },
  });
  expect(read({ pipeline: 'ci.yml', outcome: 'pending' })).toEqual({ repo: null, pipeline: null, outcome: null });
  expect(read({ repo: '<b>', pipeline: 'ci.yml' })).toEqual({ repo: null, pipeline: null, outcome: null });
});
