import { allOf, anyOf, isNobody, type Reach, when } from '#lib/domain/privilege/access/reach.ts';
import type { Safe, SafeMember } from '#lib/domain/privilege/access/safe-facts.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import { not } from '#lib/domain/privilege/access/tri.ts';
import { takesFromSafe } from '#lib/domain/privilege/safe-rights.ts';
import type { StepRight, Way } from './path.ts';
import type { World } from './world.ts';

/**
 * Ways to what is in a safe: of those who take it, by themselves where nobody has to approve, where they need no approval, or
 * where they give it themselves; and of those who manage members, who give themselves whatever they lack.
 */
export function safeWays(world: World, safe: Safe): Way[] {
  const { roster } = world;
  if (safe.members === null) {
    const unknown: Reach = { sure: roster.nobody.sure, maybe: roster.unlisted };
    return [wayOf(unknown, unknown, ['R13'], [])];
  }
  const holding = (test: (member: SafeMember) => boolean): Reach =>
    anyOf(roster.nobody, ...(safe.members ?? []).filter(test).map((member) => peopleOf(world, member)));
  const takers = holding(({ rights }) => takesFromSafe(rights));
  const confirmers = holding(({ rights }) => rights.includes('confirm'));
  const noControl = not(safe.dualControl);
  const of = (kind: 'safeFree' | 'safeManager' | 'safeConfirmer', member: SafeMember): Setting[] => [
    { kind, safe: safe.id, member: member.id },
  ];
  // A second person confirms, whoever that is; with nobody there to do it nobody is helped.
  const helped = isNobody(confirmers) ? roster.nobody : takers;
  const open: Setting[] = safe.dualControl === true ? [] : [{ kind: 'dualControl', safe: safe.id }];
  const ways: Way[] = [wayOf(when(noControl, takers), anyOf(when(noControl, takers), helped), ['R13'], open)];
  for (const member of safe.members) {
    const people = peopleOf(world, member);
    const has = (right: SafeMember['rights'][number]) => member.rights.includes(right);
    const free = has('without confirmation') ? allOf(people, takers) : roster.nobody;
    const confirms = has('confirm') ? allOf(people, takers) : roster.nobody;
    const manages = has('manage members') ? people : roster.nobody;
    ways.push(wayOf(free, free, ['R13'], of('safeFree', member)));
    ways.push(wayOf(confirms, confirms, ['R13'], of('safeConfirmer', member)));
    ways.push(wayOf(manages, manages, ['R14', 'R13'], of('safeManager', member)));
  }
  return ways.filter((way) => !isNobody(way.helped));
}

function wayOf(alone: Reach, helped: Reach, steps: readonly StepRight[], settings: readonly Setting[]): Way {
  return { pattern: 'P25', through: null, alone, helped: anyOf(alone, helped), steps, settings };
}

function peopleOf({ roster, organization }: World, { holders, others }: SafeMember): Reach {
  const known = anyOf(roster.nobody, ...holders.map((id) => organization.person(id)));
  return others ? anyOf(known, organization.perhapsAnybody) : known;
}
