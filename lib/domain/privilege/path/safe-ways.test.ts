import { describe, expect, it } from 'vitest';
import { factsExample, organizationExample, personExample } from '#lib/domain/privilege/access/examples/testing.ts';
import type { Safe, SafeMember } from '#lib/domain/privilege/access/safe-facts.ts';
import type { SafeRight } from '#lib/domain/privilege/safe-rights.ts';
import { cheapestCut } from './cheapest-cut.ts';
import { productionTargets } from './target.ts';
import { pathsOf } from './testing.ts';
import { worldOf } from './world.ts';

const people = ['ada', 'bob', 'eve'].map((id) => personExample(id));
let count = 0;
const gives = (holders: string[], ...rights: SafeRight[]): SafeMember => {
  count += 1;
  return { id: `m${count}`, name: `m${count}`, holders, others: false, rights };
};
const DBAS = gives(['ada', 'bob'], 'list', 'use', 'retrieve');

function factsOf(part: Partial<Safe>) {
  const safe: Safe = { id: 'safe:1', name: 'Prod Databases', dualControl: true, members: [DBAS], ...part };
  return factsExample({ organization: organizationExample({ people }), safes: [safe] });
}
const safe = (part: Partial<Safe>) => pathsOf(factsOf(part), 'safe');

describe('P25: who takes from a safe', () => {
  it.each<[string, Partial<Safe>, string[]]>([
    ['nobody needs an approval', { dualControl: false }, ['P25 proven high: ada, bob']],
    [
      'everybody does',
      { members: [DBAS, gives(['eve'], 'confirm')] },
      ['P25 proven medium: nobody alone (with help: ada, bob)'],
    ],
    ['everybody does, and nobody can give it', {}, []],
    ['somebody needs none', { members: [DBAS, gives(['bob'], 'without confirmation')] }, ['P25 proven high: bob']],
    ['who needs none takes nothing', { members: [DBAS, gives(['eve'], 'without confirmation')] }, []],
    [
      'both rights in one person through two groups',
      { members: [DBAS, gives(['ada', 'eve'], 'confirm')] },
      ['P25 proven high: ada (with help: bob)'],
    ],
    [
      'who manages members gives himself the rest',
      { members: [gives(['eve'], 'manage members')] },
      ['P25 proven high: eve'],
    ],
    ['only looks', { dualControl: false, members: [gives(['eve'], 'list', 'manage safe')] }, []],
    [
      'chooses what will be in it',
      { dualControl: false, members: [gives(['eve'], 'set content')] },
      ['P25 proven high: eve'],
    ],
    [
      'everybody there is',
      { dualControl: false, members: [gives(['ada', 'bob', 'eve'], 'use')] },
      ['P25 proven critical: ada, bob, eve'],
    ],
    ['whether approval is asked for was not told', { dualControl: null }, ['P25 possible high: ada, bob']],
    ['its members were not told', { members: null }, ['P25 possible high: unlisted']],
    [
      'a group of which nobody tells who is in it',
      { dualControl: false, members: [{ ...DBAS, holders: [], others: true }] },
      ['P25 possible high: unlisted'],
    ],
    ['of no production', { dualControl: false, name: 'Test' }, []],
  ])('%s', (_, part, expected) => {
    expect(safe(part)).toEqual(expected);
  });

  it('is cut by dual control, and after that by the rights of those who pass it by', () => {
    const facts = factsOf({
      dualControl: false,
      members: [
        DBAS,
        gives(['eve'], 'manage members'),
        gives(['bob'], 'without confirmation'),
        gives(['ada'], 'confirm'),
      ],
    });
    const [target] = productionTargets(facts);
    if (target === undefined) throw new Error('no target');
    const cut = cheapestCut(worldOf(facts), target, { steps: 5, tried: 8 });
    expect(new Set(cut.steps.map(({ setting }) => setting.kind))).toEqual(
      new Set(['dualControl', 'safeManager', 'safeFree', 'safeConfirmer']),
    );
    expect(cut.steps.at(-1)?.after).toBe(0);
  });
});
