import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexPeople, membersOf, nameMatches, ownershipOf, subjectOf } from './identity.ts';

const people = ['rosa', 'ben', 'cy', 'dee'].map((login, index) => ({ id: index + 1, email: `${login}@acme.test` }));
const held = fc.record({
  principalKind: fc.constantFrom('human', 'token', 'group', 'service_account', 'bot'),
  principalName: fc.constantFrom('Rosa', 'ben@acme.test', 'ACME\\cy', 'laptop', 'rosa@other.test', 'dee', 'eve'),
  principalOwner: fc.constantFrom(null, 'rosa', 'nobody', 'DEE'),
});
const NO_GROUP = { subject: null, members: null, membersKnown: null };

describe('whose a right is', () => {
  it.each([
    ['rosa', 'login'],
    ['ROSA@acme.test', 'email'],
    ['arn:aws:iam::1:user/rosa', 'login'],
    ['ACME\\rosa', 'login'],
    ['rosa@other.test', null],
    ['rosalind', null],
    ['', null],
  ])('%s is Rosa by %s', (name, expected) => {
    expect(nameMatches(name, { email: 'Rosa@acme.test' })).toBe(expected);
  });

  it.each([
    ['ines-calder', 'login'],
    ['ACME\\ines_calder', 'login'],
    ['inescalder', 'login'],
    ['ines-calders', null],
    ['-', null],
  ])('%s is Ines by %s, whatever signs divide her name', (name, expected) => {
    const ines = { id: 1, email: 'ines.calder@acme.test' };
    const right = { principalKind: 'human', principalName: name, principalOwner: null };
    expect(nameMatches(name, ines)).toBe(expected);
    expect(indexPeople([ines])(right)).toEqual(expected === null ? [] : [ines]);
  });

  it('is found among all as among the few of the index, and never where two would be it', () => {
    const find = indexPeople(people);
    fc.assert(
      fc.property(held, (of) => {
        expect(subjectOf(of, find(of))).toEqual(subjectOf(of, people));
      }),
    );
    const both = [...people, { id: 9, email: 'rosa@sister.test' }];
    expect(subjectOf({ principalKind: 'human', principalName: 'rosa', principalOwner: null }, both)).toBeNull();
    const rosa = { principalKind: 'human', principalName: 'rosa', principalOwner: null, ...NO_GROUP };
    expect(both.map((person) => ownershipOf(rosa, person))).toEqual(['own', 'unknown', 'unknown', 'unknown', 'own']);
  });

  it.each([
    [['rosa', 'ben@acme.test'], [1, 2], true],
    [['rosa', 'somebody'], [1], false],
    [[], [], true],
    [null, [], false],
  ])('of a group with %j in it is that of %j, and known of all of them: %s', (names, members, membersKnown) => {
    const accounts = names?.map((name) => ({ principalKind: 'human', principalName: name, principalOwner: null }));
    expect(membersOf(accounts ?? null, indexPeople(people))).toEqual({ members, membersKnown });
  });

  it('of a group is whoever might be in it, and a machine that is nobody’s leaves nothing open', () => {
    const twins = indexPeople([...people, { id: 9, email: 'rosa@sister.test' }]);
    const rosa = { principalKind: 'human', principalName: 'rosa', principalOwner: null };
    expect(membersOf([rosa], twins)).toEqual({ members: [1, 9], membersKnown: true });
    const bot = { principalKind: 'bot', principalName: 'ci', principalOwner: null };
    expect(membersOf([bot], twins)).toEqual({ members: [], membersKnown: true });
    expect(membersOf([{ ...bot, principalOwner: 'ben' }], twins)).toEqual({ members: [2], membersKnown: true });
    expect(membersOf([{ ...bot, principalOwner: 'eve' }], twins)).toEqual({ members: [], membersKnown: false });
  });

  it('is not asked of runners, nor of machines that belong to nobody', () => {
    const of = { principalName: 'rosa', principalOwner: null, ...NO_GROUP };
    expect(ownershipOf({ ...of, principalKind: 'runner' }, { id: 1, email: 'rosa@acme.test' })).toBe('not_own');
    expect(ownershipOf({ ...of, principalName: 'ci', principalKind: 'bot' }, { id: 1, email: 'rosa@acme.test' })).toBe(
      'not_own',
    );
  });
});
