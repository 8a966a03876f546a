import { expect, it } from 'vitest';
import { readReviewFilters, readRightFilters } from './filters.ts';
import { firstReview, previewOf, requestOf } from './new-review.ts';
import { paceWords, scopeWords } from './words.ts';

it.each([
  [null, 'not known'],
  [0, 'under 0.1 s'],
  [4.24, '4.2 s'],
  [40, '40 s'],
  [119, '119 s'],
  [180, '3 min'],
  [7200, '2 h'],
  [172_800, '2 d'],
])('says that %s seconds are %s', (seconds, words) => expect(paceWords(seconds)).toBe(words));

const ALL = { systems: [], kinds: [], level_min: 0, production_only: false, resource: null, unused_days: null };

it('says which rights a review is of', () => {
  expect(scopeWords(ALL)).toEqual([]);
  const narrow = { ...ALL, systems: ['github/acme'], level_min: 4, production_only: true, unused_days: 1 };
  expect(scopeWords(narrow)).toEqual(['github/acme', 'maintain or higher', 'production only', 'not used for 1 day']);
});

it('reads filters from the address, and nothing else', () => {
  const of = (text: string) => (name: string) => new URLSearchParams(text).get(name);
  expect(readReviewFilters(of('state=closed&mine=true'))).toEqual({ state: 'closed', mine: true });
  expect(readReviewFilters(of('state=gone&mine=1'))).toEqual({ state: '', mine: false });
  const none = { q: '', mine: false, system: null, decision: '', verification: '', kind: '', high: '' };
  expect(readRightFilters(of('decision=maybe&system=<b>&high=yes'))).toEqual(none);
  const chosen = { ...none, q: 'web', system: 'github/acme', decision: 'none', verification: 'present', high: 'true' };
  expect(readRightFilters(of('q=web&system=github/acme&decision=none&verification=present&high=true'))).toEqual(chosen);
});

it('asks for a preview of people once there are some, and begins when nothing is missing', () => {
  const first = { ...firstReview(new Date('2026-11-30T12:00:00Z')), name: ' Admins ', level: '4', unused: '90' };
  const scope = { ...ALL, level_min: 4, unused_days: 90 };
  expect(previewOf(first)).toEqual({ scope });
  expect(requestOf(first)).toBeNull();
  const [rosa, kim] = [
    { id: '3', label: 'Rosa' },
    { id: '4', label: 'Kim' },
  ];
  expect(previewOf({ ...first, escalate: kim })).toEqual({ scope });
  const asked = { ...first, people: [rosa], escalate: kim };
  expect(previewOf(asked)).toEqual({ scope, reviewers: { rule: 'named', people: [3] }, escalate_to: 4 });
  expect(requestOf({ ...asked, rule: 'owners' })).toEqual({
    ...{ name: 'Admins', scope, reviewers: { rule: 'owners', fallback: [3] }, escalate_to: 4 },
    due_at: '2026-12-15T00:00:00.000Z',
  });
  expect(requestOf({ ...asked, due: '' })).toBeNull();
});
