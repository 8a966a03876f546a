import { Groups, type MembershipPair } from './groups.ts';

/** Who is admin of what, and who is in which group, at one moment. */
export interface AdminState {
  admins: readonly (readonly [principal: number, resource: number])[];
  memberships: readonly MembershipPair[];
}

/** Somebody who is admin of something and was not before. */
export interface GainedAdmin {
  principal: number;
  /** The group by which; null: it was given directly. */
  group: number | null;
  resources: number[];
}

/** What may have made somebody an admin: a right that was given to a principal, or a group that one joined. */
export type Cause =
  | { principal: number; resource: number; group: null }
  | { principal: number; group: number; resource: null };

/**
 * Who became admin of something by each cause: the principal itself, and whoever is in it, without groups. Who was admin of
 * the same before, by whatever way, gained nothing.
 */
export function gainedAdmin(
  causes: readonly Cause[],
  before: AdminState,
  after: AdminState,
  isGroup: (principal: number) => boolean,
): GainedAdmin[][] {
  const [past, present] = [new Groups(before.memberships), new Groups(after.memberships)];
  const held = Map.groupBy(before.admins, ([, resource]) => resource);
  const holders = new Map([...held].map(([resource, pairs]) => [resource, new Set(pairs.map(([holder]) => holder))]));
  const given = Map.groupBy(after.admins, ([principal]) => principal);
  const wasAdmin = (person: number, resource: number): boolean => {
    const of = holders.get(resource);
    if (of === undefined) return false;
    if (of.has(person)) return true;
    for (const group of past.above(person)) if (of.has(group)) return true;
    return false;
  };
  return causes.map((cause) => {
    const { principal, group } = cause;
    const resources =
      cause.group === null
        ? [cause.resource]
        : [cause.group, ...present.above(cause.group)].flatMap((each) => (given.get(each) ?? []).map(([, to]) => to));
    if (resources.length === 0) return [];
    const unique = [...new Set(resources)];
    const people = [principal, ...present.below(principal)].filter((each) => !isGroup(each));
    return people.flatMap((person) => {
      const gained = unique.filter((resource) => !wasAdmin(person, resource));
      const by = group ?? (person === principal ? null : principal);
      return gained.length === 0 ? [] : [{ principal: person, group: by, resources: gained }];
    });
  });
}
