import type { Organization, OrganizationPermission } from './facts.ts';
import { anyOf, type Reach, when } from './reach.ts';
import type { Roster } from './roster.ts';
import type { Actor } from './rule-facts.ts';

/** What follows from an organization alone, for all of its repositories. */
export interface OrganizationAccess {
  readonly organization: Organization;
  readonly roster: Roster;
  readonly owners: Reach;
  readonly members: Reach;
  /** Whom a list that was not read may name: nobody who is listed, and yet perhaps one of them. */
  readonly perhapsAnybody: Reach;
  /** Members of a team and of the teams below it, who have its grants too. */
  team(id: string): Reach;
  person(id: string): Reach;
  /** Roles that somebody has in every repository. */
  readonly everywhere: readonly { readonly role: string; readonly holders: Reach }[];
  holders(permission: OrganizationPermission): Reach;
}

export function organizationAccess(organization: Organization, roster: Roster): OrganizationAccess {
  const perhapsAnybody: Reach = { sure: roster.nobody.sure, maybe: roster.unlisted };
  const known = (kind: 'owner' | 'member'): Reach => {
    if (organization.people === null) return perhapsAnybody;
    const kinds = kind === 'owner' ? ['owner'] : ['owner', 'member'];
    const ids = organization.people.filter((person) => kinds.includes(person.kind));
    const set = roster.setOf(ids.flatMap(({ id }) => roster.index('person', id) ?? []));
    return { sure: set, maybe: set };
  };
  const one = (id: string): Reach => {
    const set = roster.one('person', id);
    return roster.index('person', id) === undefined
      ? { sure: roster.nobody.sure, maybe: set }
      : { sure: set, maybe: set };
  };
  const team = teamReader(organization, roster, perhapsAnybody);
  const owners = known('owner');
  const roles = (organization.roles ?? []).map((role) => ({ role, holders: holdersOf(role.people, role.teams) }));
  function holdersOf(people: readonly string[] | null, teams: readonly string[] | null): Reach {
    if (people === null || teams === null)
      return anyOf(perhapsAnybody, ...(people ?? []).map(one), ...(teams ?? []).map(team));
    return anyOf(roster.nobody, ...people.map(one), ...teams.map(team));
  }
  return {
    ...{ organization, roster, owners, perhapsAnybody, team, person: one },
    members: known('member'),
    everywhere: [
      { role: 'admin', holders: owners },
      ...roles.flatMap(({ role, holders }) => (role.everywhere === null ? [] : [{ role: role.everywhere, holders }])),
      // Who has a role that was not read may have it in every repository.
      ...(organization.roles === null ? [{ role: 'admin', holders: perhapsAnybody }] : []),
    ],
    holders: (permission) =>
      anyOf(
        owners,
        when(organization.roles === null ? null : false, perhapsAnybody),
        ...roles.filter(({ role }) => role.permissions.includes(permission)).map(({ holders }) => holders),
      ),
  };
}

function teamReader(organization: Organization, roster: Roster, perhapsAnybody: Reach): (id: string) => Reach {
  const byId = new Map((organization.teams ?? []).map((team) => [team.id, team]));
  const below = new Map<string, string[]>();
  for (const { id, parent } of byId.values())
    if (parent !== null) below.set(parent, [...(below.get(parent) ?? []), id]);
  const done = new Map<string, Reach>();
  /** Teams that are their own parents, over however many others, are one team: each is looked at once. */
  const collect = (id: string): Reach => {
    const seen = new Set([id]);
    const bits: number[] = [];
    let complete = true;
    for (const each of seen) {
      const members = byId.get(each)?.members ?? null;
      if (members === null) complete = false;
      for (const person of members ?? []) bits.push(roster.index('person', person) ?? 0);
      for (const child of below.get(each) ?? []) seen.add(child);
    }
    const sure = roster.setOf(bits.filter((bit) => bit > 0));
    return { sure, maybe: complete ? roster.setOf(bits) : perhapsAnybody.maybe };
  };
  return (id) => {
    const reach = done.get(id) ?? collect(id);
    done.set(id, reach);
    return reach;
  };
}

/** Those whom a list names, as far as this needs no repository. */
export function namedPeople(access: OrganizationAccess, actor: Actor): Reach {
  switch (actor.kind) {
    case 'person':
      return access.person(actor.id);
    case 'team':
      return access.team(actor.id);
    case 'owners':
      return access.owners;
    case 'app':
    case 'role':
    case 'deployKeys':
      return access.roster.nobody;
  }
}
