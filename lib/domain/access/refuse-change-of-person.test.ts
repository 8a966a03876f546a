import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { can, covers } from './access.ts';
import {
  isActiveAdministrator,
  type Person,
  type PersonChange,
  refuseChangeOfPerson,
} from './refuse-change-of-person.ts';
import { ROLES } from './role.ts';

const role = fc.constantFrom(...ROLES);
const flags = { disabled: fc.boolean(), invited: fc.boolean() };
const people = fc
  .array(fc.record({ role, ...flags }), { minLength: 1, maxLength: 6 })
  .map((list) => list.map((each, index): Person => ({ ...each, id: index + 1 })));
const change: fc.Arbitrary<PersonChange> = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), role, disabled: fc.boolean() }),
  fc.constant({ kind: 'remove' as const }),
);
/** Who does what to whom; actor 0 is a command or token. */
const step = fc.record({ actor: fc.nat(6), subject: fc.nat(5), change });

function apply(
  all: readonly Person[],
  { actor, subject, change: made }: { actor: number; subject: number; change: PersonChange },
) {
  const person = all[subject % all.length];
  if (!person) return { all, refused: null, person: null };
  const activeAdministrators = all.filter(isActiveAdministrator).length;
  const refused = refuseChangeOfPerson({ actorId: actor || null, person, change: made, activeAdministrators });
  if (refused !== null) return { all, refused, person };
  const others = all.filter(({ id }) => id !== person.id);
  return { all: made.kind === 'remove' ? others : [...others, { ...person, ...made }], refused, person };
}

describe('changing people', () => {
  it('never leaves an organization without an administrator who can sign in, whoever does what to whom', () => {
    fc.assert(
      fc.property(people, fc.array(step, { maxLength: 12 }), (start, steps) => {
        fc.pre(start.some(isActiveAdministrator));
        let all: readonly Person[] = start;
        for (const one of steps) all = apply(all, one).all;
        expect(all.some(isActiveAdministrator)).toBe(true);
      }),
    );
  });

  it('gives nobody a right that they give themselves', () => {
    fc.assert(
      fc.property(people, fc.array(step, { maxLength: 12 }), (start, steps) => {
        let all: readonly Person[] = start;
        for (const one of steps) {
          const { all: next, person } = apply(all, one);
          const after = next.find(({ id }) => id === person?.id);
          if (person && after && one.actor === person.id) expect(covers(person.role, after.role)).toBe(true);
          all = next;
        }
      }),
    );
  });

  it('refuses nothing else', () => {
    fc.assert(
      fc.property(people, step, (all, one) => {
        const { refused, person } = apply(all, one);
        const isLast =
          all.filter(isActiveAdministrator).length === 1 && person !== null && isActiveAdministrator(person);
        const isOwn = one.actor === person?.id;
        if (!isLast && !isOwn) expect(refused).toBeNull();
      }),
    );
  });

  it('is for administrators alone', () => {
    for (const each of ROLES) {
      expect(can({ kind: 'user', orgId: 1, role: each }, 'user:write', { orgId: 1 })).toBe(each === 'admin');
    }
  });
});

describe('a role covers another', () => {
  it('when it may do everything that the other may', () => {
    for (const one of ROLES) {
      expect([covers(one, one), covers('admin', one), covers(one, 'viewer')]).toEqual([true, true, true]);
      expect(covers(one, 'admin')).toBe(one === 'admin');
    }
    expect([covers('developer', 'auditor'), covers('auditor', 'developer'), covers('security', 'developer')]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
