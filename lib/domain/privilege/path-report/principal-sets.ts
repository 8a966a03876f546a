import { indexesOf, type PrincipalSet, sizeOfSet } from '#lib/domain/privilege/access/principal-set.ts';
import type { Principal, Roster } from '#lib/domain/privilege/access/roster.ts';
import type { People } from './path-report.ts';

const SAMPLE = 10;

/** `person:user:11`; `outsider` and `unlisted` for those who have no id. */
export const principalKey = ({ kind, id }: Pick<Principal, 'kind' | 'id'>): string =>
  id === '' ? kind : `${kind}:${id}`;

/** Sets of principals, each kept once: thousands of paths have the same. Sets must be shared ones of the roster. */
export class PrincipalSets {
  readonly #roster: Roster;
  readonly #places = new Map<PrincipalSet, number>();
  readonly #people = new Map<PrincipalSet, People>();
  readonly keys: string[][] = [];

  constructor(roster: Roster) {
    this.#roster = roster;
  }

  placeOf(set: PrincipalSet): number {
    const known = this.#places.get(set);
    if (known !== undefined) return known;
    const place = this.keys.push(indexesOf(set).flatMap((index) => this.#keyOf(index))) - 1;
    this.#places.set(set, place);
    return place;
  }

  people(set: PrincipalSet): People {
    const known = this.#people.get(set) ?? peopleIn(this.#roster, set);
    this.#people.set(set, known);
    return known;
  }

  #keyOf(index: number): string[] {
    const principal = this.#roster.principals[index];
    return principal === undefined ? [] : [principalKey(principal)];
  }
}

export function peopleIn(roster: Roster, set: PrincipalSet): People {
  const sample: Principal[] = [];
  for (let at = 0; at < roster.principals.length && sample.length < SAMPLE; at += 1) {
    const principal = roster.principals[at];
    if (principal !== undefined && (((set[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1) sample.push(principal);
  }
  return { count: sizeOfSet(set), sample };
}
