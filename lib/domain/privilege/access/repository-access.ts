import type { App, Token } from './facts.ts';
import { namedPeople, type OrganizationAccess } from './organization-access.ts';
import { hasPrincipal } from './principal-set.ts';
import { anyOf, type Reach, when } from './reach.ts';
import type { Repository } from './repository-facts.ts';
import { RIGHTS, type Right, type RoleRights, roleRights } from './role-rights.ts';
import type { Actor, Known } from './rule-facts.ts';
import { and, not, type Tri } from './tri.ts';

/** Who holds which right in a repository, by grants alone: what protects its branches is judged elsewhere. */
export interface RepositoryAccess {
  readonly repository: Repository;
  readonly organization: OrganizationAccess;
  readonly rights: Readonly<Record<Right, Reach>>;
  /** Those whom a list names; null: it was not read, and may name anybody. */
  named(actors: Known<readonly Actor[]>): Reach;
}

export function repositoryAccess(organization: OrganizationAccess, repository: Repository): RepositoryAccess {
  const { customRoles } = organization.organization;
  // Kept for every repository, and mostly the same.
  const { share } = organization.roster;
  const byRole = holdersByRole(organization, repository);
  const roles = [...byRole].map(([role, holders]) => ({ holders, gives: roleRights(role, customRoles) }));
  const rights = mapRights((right) => {
    const [first, ...others] = roles.map(({ holders, gives }) => when(gives[right], holders));
    return first === undefined ? organization.roster.nobody : anyOf(first, ...others);
  });
  const delegated = delegatedRights(organization, repository, rights);
  // Nothing is pushed to a repository that is archived.
  const open = not(repository.archived);
  const all = mapRights((right) => anyOf(rights[right], delegated[right]));
  return {
    ...{ repository, organization },
    rights: mapRights((right) => share(right === 'write' ? when(open, all.write) : all[right])),
    named: (actors) =>
      actors === null ? unreadList(organization) : anyOf(organization.roster.nobody, ...actors.map(one)),
  };
  function one(actor: Actor): Reach {
    if (actor.kind === 'role') return holdersOfRole(organization, byRole, actor.id);
    if (actor.kind === 'deployKeys') return exactly(organization.roster.deployKeys);
    if (actor.kind === 'app') return namedApp(organization, actor.id);
    return namedPeople(organization, actor);
  }
}

/** An App that is not listed is somebody who is not listed: nothing is certain of it. */
function namedApp({ roster }: OrganizationAccess, id: string): Reach {
  const set = roster.one('app', id);
  return { sure: roster.index('app', id) === undefined ? roster.nobody.sure : set, maybe: set };
}

const exactly = (set: Reach['sure']): Reach => ({ sure: set, maybe: set });

function unreadList({ roster }: OrganizationAccess): Reach {
  return { sure: roster.nobody.sure, maybe: roster.everybody.maybe };
}

function mapRights(make: (right: Right) => Reach): Record<Right, Reach> {
  const entries = RIGHTS.map((right) => [right, make(right)] as const);
  return Object.fromEntries(entries) as Record<Right, Reach>;
}

/** Base permission, roles that hold everywhere, and grants to people and teams. */
function holdersByRole(organization: OrganizationAccess, repository: Repository): Map<string, Reach> {
  const { basePermission } = organization.organization;
  const found = new Map<string, Reach[]>();
  const add = (role: string, holders: Reach) => {
    const list = found.get(role);
    if (list === undefined) found.set(role, [holders]);
    else list.push(holders);
  };
  for (const { role, holders } of organization.everywhere) add(role, holders);
  if (basePermission === null) add('admin', when(null, organization.members));
  else if (basePermission !== 'none') add(basePermission, organization.members);
  if (repository.grants === null) add('admin', organization.perhapsAnybody);
  const people = new Map<string, number[]>();
  for (const { holder, role } of repository.grants ?? []) {
    const index = organization.roster.index('person', holder.id);
    if (holder.kind === 'team') add(role, organization.team(holder.id));
    else if (index !== undefined) people.set(role, [...(people.get(role) ?? []), index]);
  }
  for (const [role, indexes] of people) add(role, exactly(organization.roster.setOf(indexes)));
  const { nobody, share } = organization.roster;
  return new Map([...found].map(([role, list]) => [role, share(anyOf(nobody, ...list))]));
}

/** A list that names a role surely means those who have it; whether it means those with a higher one is not told. */
function holdersOfRole(organization: OrganizationAccess, byRole: ReadonlyMap<string, Reach>, role: string): Reach {
  const exact = byRole.get(role) ?? organization.roster.nobody;
  const ranks = ['read', 'triage', 'write', 'maintain', 'admin'];
  const rank = ranks.indexOf(role);
  const higher = [...byRole].filter(([name]) =>
    rank === -1 ? false : ranks.indexOf(name) > rank || !ranks.includes(name),
  );
  return anyOf(exact, ...higher.map(([, holders]) => when(null, holders)));
}

/** Whether one principal is in a reach; who is not listed may be he. */
export function holds({ sure, maybe }: Reach, principal: number): Tri {
  if (hasPrincipal(sure, principal)) return true;
  return hasPrincipal(maybe, principal) || hasPrincipal(maybe, 0) ? null : false;
}

/** What Apps, tokens and deploy keys may do: an App what it was given, a token no more than its owner, a key as an admin. */
function delegatedRights(
  organization: OrganizationAccess,
  repository: Repository,
  people: Readonly<Record<Right, Reach>>,
): Record<Right, Reach> {
  const { roster } = organization;
  const { apps, tokens } = organization.organization;
  const sure = mapLists();
  const maybe = mapLists();
  const add = (right: Right, index: number, given: Tri) => {
    if (given === true) sure[right].push(index);
    if (given !== false) maybe[right].push(index);
  };
  for (const app of apps ?? []) {
    const here = and(isThere(app, repository), not(app.suspended));
    const index = roster.index('app', app.id);
    if (here === false || index === undefined) continue;
    const gives = appRights(app);
    for (const right of RIGHTS) add(right, index, and(here, gives[right]));
  }
  for (const token of tokens ?? []) {
    const here = and(isThere(token, repository), not(token.expired));
    const index = roster.index('token', token.id);
    const owner = roster.index('person', token.owner);
    if (here === false || index === undefined || owner === undefined) continue;
    const gives = tokenRights(token);
    for (const right of RIGHTS) {
      const owns = holds(people[right], owner);
      add(right, index, and(here, owns, gives[right]));
    }
  }
  for (const key of repository.deployKeys ?? []) {
    const index = roster.index('deployKey', `${repository.id}/${key.id}`);
    if (index === undefined) continue;
    for (const right of ['write', 'bypassRules', 'pushRestricted'] as const) add(right, index, not(key.readOnly));
  }
  const unread = apps === null || tokens === null || repository.deployKeys === null;
  for (const right of RIGHTS) if (unread) maybe[right].push(0);
  return mapRights((right) => ({ sure: roster.setOf(sure[right]), maybe: roster.setOf(maybe[right]) }));
}

function mapLists(): Record<Right, number[]> {
  return Object.fromEntries(RIGHTS.map((right) => [right, [] as number[]])) as Record<Right, number[]>;
}

function isThere(delegation: App | Token, repository: Repository): Tri {
  const { repositories } = delegation;
  if (repositories === null) return null;
  return repositories === 'all' || repositories.includes(repository.id);
}

function appRights(app: App): RoleRights {
  const write = app.writesCode;
  const edit = app.administers;
  return {
    ...{ read: true, write, admin: edit, bypassRules: false, pushRestricted: false },
    ...{ editRules: edit, editProperties: false, viewLeaks: false },
  };
}

function tokenRights(token: Token): RoleRights {
  const write = token.writesCode;
  const edit = token.administers;
  return {
    ...{ read: true, write, admin: edit, bypassRules: write, pushRestricted: write },
    ...{ editRules: edit, editProperties: edit, viewLeaks: false },
  };
}
