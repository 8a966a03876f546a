import { expect, it } from 'vitest';
import type { SubjectState } from '#lib/domain/judged/judged-subject.ts';
import { DEFAULT_FRESH_DAYS } from '#lib/domain/score/confidence.ts';
import { addDays } from '#lib/domain/time.ts';
import { type Reviewed, reviewedBy } from './reviewed.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const EDGE = addDays(NOW, -DEFAULT_FRESH_DAYS);
const TOO_OLD = new Date(EDGE.getTime() - 1);

it.each<[Record<string, SubjectState>, Date, Reviewed]>([
  [{ 'one-person-merges': 'pass' }, NOW, 'yes'],
  [{ 'one-person-merges': 'pass', 'rules-bypassed': 'pass' }, EDGE, 'yes'],
  [{ 'one-person-merges': 'pass', 'rules-bypassed': 'unknown' }, NOW, 'yes'],
  [{ 'one-person-merges': 'pass', 'rules-bypassed': 'fail' }, NOW, 'unknown'],
  [{ 'one-person-merges': 'fail', 'rules-bypassed': 'pass' }, NOW, 'no'],
  [{ 'one-person-merges': 'unknown' }, NOW, 'unknown'],
  [{ 'rules-bypassed': 'pass' }, NOW, 'unknown'],
  [{ 'one-person-merges': 'pass' }, TOO_OLD, 'unknown'],
  [{ 'one-person-merges': 'fail' }, TOO_OLD, 'unknown'],
])('%j at %s: %s', (outcomes, at, reviewed) => {
  expect(reviewedBy({ outcomes, at }, NOW)).toBe(reviewed);
});

it('is not known where no inventory tells of the repository', () => {
  expect(reviewedBy(null, NOW)).toBe('unknown');
});
