import { expect, it } from 'vitest';
import type { PathRowView } from '#lib/contracts/path.ts';
import { cutWords, homeWords, lastActiveWords, noCutWords, peopleWords, whoWords } from './path-words.ts';

const person = (name: string): PathRowView['alone']['first'][number] => ({
  key: `person:${name}`,
  kind: 'person',
  name,
});
const nobody = { count: 0, first: [] };

it('says who goes a path, alone or with help, and what its cut breaks', () => {
  expect(peopleWords({ count: 5, first: [person('rosa'), person('ines')] })).toBe('rosa, ines and 3 others');
  expect(whoWords({ alone: { count: 1, first: [person('rosa')] }, helped: { count: 2, first: [] } })).toBe(
    '1 principal alone: rosa',
  );
  expect(whoWords({ alone: nobody, helped: { count: 2, first: [person('rosa'), person('ines')] } })).toBe(
    '2 principals with the help of another: rosa, ines',
  );
  const step = { key: 'k', todo: 't', where: [], before: 41, after: 4, broken: 37 };
  expect(cutWords({ ...step, hurt: nobody })).toBe('Breaks 37 of 41 ways, leaves 4; nobody loses anything.');
  expect(cutWords({ ...step, hurt: { count: 1, first: [{ ...person('rosa'), last_active: null }] } })).toContain(
    '1 principal loses something: rosa',
  );
  const fewer = {
    ...step,
    before: 1,
    after: 1,
    broken: 0,
    hurt: { count: 1, first: [{ ...person('rosa'), last_active: null }] },
  };
  expect(cutWords(fewer)).toBe('Leaves 1 way, to fewer: rosa no longer gets there alone.');
  expect(cutWords({ ...fewer, hurt: nobody })).toBe('Breaks 0 of 1 way, leaves 1; nobody loses anything.');
  const rosa = { count: 1, first: [person('rosa')] };
  expect(noCutWords({ certainty: 'proven', alone: rosa })).toContain('Too many');
  expect(noCutWords({ certainty: 'possible', alone: rosa })).toContain('proven to reach alone');
  expect(noCutWords({ certainty: 'proven', alone: nobody })).toContain('proven to reach alone');
});

it('says where a target is', () => {
  expect(homeWords({ repository: 'acme/web', system: null })).toBe(' of acme/web');
  expect(homeWords({ repository: null, system: 'aws/1' })).toBe(' in aws/1');
  expect(homeWords({ repository: null, system: null })).toBe('');
});

it('says when those who would lose something were last seen', () => {
  const at = (name: string, last_active: string | null) => ({ ...person(name), last_active });
  const first = [at('rosa', '2026-03-01T09:00:00.000Z'), at('ines', 'never'), at('tomas', null)];
  expect(lastActiveWords({ count: 3, first })).toBe('Last active: rosa 2026-03-01, ines never, tomas not told.');
  expect(lastActiveWords({ count: 0, first: [] })).toBeNull();
});
