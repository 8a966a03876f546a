import { expect, it } from 'vitest';
import { rulesWords, type Section, sectionWords, strippedWords } from './section-words.ts';

const section = (given: Partial<Section>): Section => ({
  name: 'hooks',
  status: 'ok',
  rows: 2,
  skipped: 0,
  reason: null,
  ...given,
});

it.each([
  [{}, 'Whole'],
  [{ skipped: 1 }, '1 row could not be read'],
  [{ status: 'failed', reason: 'HTTP 403' }, 'Unknown: HTTP 403'],
  [{ status: 'failed' }, 'Unknown: it failed'],
  [{ status: 'absent' }, 'Unknown: not delivered'],
] as const)('says of a section %j: %s', (given, words) => {
  expect(sectionWords(section(given))).toBe(words);
});

it('says what became of the rules, the unknown ones too', () => {
  expect(rulesWords({ fail: 1, unknown: 2, pass: 20, not_applicable: 1 })).toBe(
    'Of 24 rules 1 failed, 2 could not be judged whole, 20 passed and 1 had nothing to judge.',
  );
  expect(rulesWords({ fail: 0, unknown: 0, pass: 1, not_applicable: 0 })).toBe('Of 1 rule 0 failed and 1 passed.');
});

it('says that values were sent, and where', () => {
  const facts = { source: 'github', scope: 'a', collected_at: '', collector: null, sections: [], strange: [] } as const;
  const rules = { fail: 0, unknown: 0, pass: 0, not_applicable: 0 };
  const of = (count: number, ...positions: string[]) =>
    strippedWords({ ...facts, sections: [], strange: [], rules, stripped: { count, positions } });
  expect(of(0)).toBeNull();
  expect(of(2, 'sections.a')).toMatch(/^2 values .* the first at sections\.a\. Nothing of them was kept/);
});
