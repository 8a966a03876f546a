import { expect, it } from 'vitest';
import { withoutPerson } from './without-person.ts';

const ROSA = { ids: ['user:11'], names: ['rosa', 'r.osa'], id: 'removed:7', name: 'Removed person' };

it('names nobody who was erased, in no depth, and leaves names that only hold theirs', () => {
  const before = {
    sample: [
      { kind: 'person', id: 'user:11', name: 'rosa' },
      { kind: 'person', id: 'user:111', name: 'rosalind' },
    ],
    because: [
      {
        where: ['core', 'rosa'],
        before: 'grant:person:user:11:admin',
        after: 'members: rosa, r.osa, rosa-2, acme/rosa',
      },
    ],
    count: 2,
  };
  expect(withoutPerson(before, [ROSA])).toEqual({
    sample: [
      { kind: 'person', id: 'removed:7', name: 'Removed person' },
      { kind: 'person', id: 'user:111', name: 'rosalind' },
    ],
    because: [
      {
        where: ['core', 'Removed person'],
        before: 'grant:person:removed:7:admin',
        after: 'members: Removed person, Removed person, rosa-2, acme/rosa',
      },
    ],
    count: 2,
  });
  expect(withoutPerson('', [{ ...ROSA, names: [''] }])).toBe('');
});
