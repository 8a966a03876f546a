import { type FrozenHolder, type KnownPerson, ownershipOf } from './identity.ts';
import type { Assignment } from './review.ts';

export interface AssigneeTeam {
  id: number;
  /** Those who may review. */
  members: readonly KnownPerson[];
}

export interface Assigned {
  reviewer: number | null;
  reviewerTeam: number | null;
  assigned: Assignment;
}

/** Who may be asked about one right, in this order. */
export interface Candidates {
  manager?: KnownPerson | undefined;
  teams: readonly AssigneeTeam[];
  named: readonly KnownPerson[];
  fallback: readonly KnownPerson[];
  last: KnownPerson;
}

/**
 * Who is asked about a right: never whoever it is of. `turn` spreads rights over the named people, so that all rights of one principal go
 * to one of them. Null: nobody is left.
 */
export function assign(held: FrozenHolder, from: Candidates, turn: number): Assigned | null {
  const may = (person: KnownPerson): boolean => ownershipOf(held, person) !== 'own';
  const to = (person: KnownPerson, assigned: Assignment): Assigned => ({
    reviewer: person.id,
    reviewerTeam: null,
    assigned,
  });
  if (from.manager !== undefined && may(from.manager)) return to(from.manager, 'manager');
  const team = from.teams.find(({ members }) => members.some(may));
  if (team !== undefined) return { reviewer: null, reviewerTeam: team.id, assigned: 'owners' };
  const named = firstFrom(from.named, turn, may);
  if (named !== undefined) return to(named, 'named');
  const fallback = firstFrom(from.fallback, turn, may);
  if (fallback !== undefined) return to(fallback, 'fallback');
  return may(from.last) ? to(from.last, 'fallback') : null;
}

function firstFrom(
  people: readonly KnownPerson[],
  turn: number,
  may: (person: KnownPerson) => boolean,
): KnownPerson | undefined {
  const begin = people.length === 0 ? 0 : turn % people.length;
  return [...people.slice(begin), ...people.slice(0, begin)].find(may);
}
