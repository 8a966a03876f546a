import fc from 'fast-check';
import { expect, it } from 'vitest';
import { followChanges } from './follow-changes.ts';

/** 1 holds 2 and 3; 2 holds 4; 9 stands alone. */
const PARENTS: Readonly<Record<number, number>> = { 2: 1, 3: 1, 4: 2 };
const parentOf = (resource: number): number | null => PARENTS[resource] ?? null;
const change = (principal: number, resource: number | null, levels: readonly [number, number], admins = 0) => ({
  ...{ principal, resource, group: null, admins },
  ...{ fromLevel: levels[0], toLevel: levels[1] },
});

const CASES: readonly [name: string, changes: ReturnType<typeof change>[], causes: (number | null)[]][] = [
  [
    'what lies in it follows, however deep',
    [change(7, 1, [0, 5], 1), change(7, 4, [0, 5], 1), change(7, 2, [3, 5], 1)],
    [null, 0, 0],
  ],
  ['the outermost is the cause', [change(7, 4, [0, 3]), change(7, 2, [0, 3]), change(7, 1, [0, 4])], [2, 2, null]],
  ['not of somebody else', [change(7, 1, [0, 5]), change(8, 2, [0, 5])], [null, null]],
  ['not what gives more', [change(7, 1, [0, 3]), change(7, 2, [0, 4])], [null, null]],
  ['not what lies elsewhere', [change(7, 1, [0, 5]), change(7, 9, [0, 5])], [null, null]],
  [
    'what is lost follows from what is lost',
    [change(7, 1, [5, 0]), change(7, 2, [5, 0]), change(7, 3, [5, 3])],
    [null, 0, 0],
  ],
  ['nothing gained follows from what is lost', [change(7, 1, [5, 0]), change(7, 2, [0, 5])], [null, null]],
  ['nothing lost follows from what is gained', [change(7, 1, [0, 5]), change(7, 2, [5, 0])], [null, null]],
  ['nor more lost than the cause took', [change(7, 1, [3, 0]), change(7, 2, [4, 0])], [null, null]],
  [
    'nobody becomes admin behind a cause by which nobody does',
    [change(7, 1, [3, 5]), change(7, 2, [0, 5], 1)],
    [null, null],
  ],
  ['own permissions neither cause nor follow', [change(7, null, [0, 5]), change(7, 2, [0, 5])], [null, null]],
];

it.each(CASES)('%s', (_, changes, causes) => {
  expect(followChanges(changes, parentOf)).toEqual(causes);
});

it('in circles it ends, and no cause follows from anything', () => {
  const any = fc.array(
    fc.record({
      ...{ principal: fc.constantFrom(7, 8), resource: fc.integer({ min: 1, max: 6 }), group: fc.constant(null) },
      ...{ fromLevel: fc.integer({ min: 0, max: 5 }), toLevel: fc.integer({ min: 0, max: 5 }), admins: fc.nat(1) },
    }),
    { maxLength: 12 },
  );
  const parents = fc.dictionary(fc.constantFrom('2', '3', '4', '5', '6'), fc.integer({ min: 1, max: 5 }));
  fc.assert(
    fc.property(any, parents, (all, above) => {
      const changes = [...new Map(all.map((each) => [`${each.principal} ${each.resource}`, each])).values()];
      const isTree = Object.entries(above).every(([child, parent]) => parent < Number(child));
      const causes = followChanges(changes, (resource) => above[resource] ?? null);
      for (const cause of causes) if (cause !== null && isTree) expect(causes[cause]).toBeNull();
    }),
  );
});
