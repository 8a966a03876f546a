import type { AccessFacts } from './facts.ts';
import { type PrincipalSet, setOf } from './principal-set.ts';
import type { Reach } from './reach.ts';

export const PRINCIPAL_KINDS = ['unlisted', 'outsider', 'person', 'app', 'token', 'deployKey'] as const;
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number];

/** `unlisted`: somebody whom a list that was not read may name; `outsider`: everybody else in the world. */
export interface Principal {
  readonly kind: PrincipalKind;
  readonly id: string;
  readonly name: string;
}

/** All who can be in a set, in the order of their bits. */
export interface Roster {
  readonly principals: readonly Principal[];
  readonly nobody: Reach;
  readonly everybody: Reach;
  /** All people there are, of the organization and of the world. */
  readonly anybody: Reach;
  /** People, and whoever may be missing among them. */
  readonly people: PrincipalSet;
  readonly deployKeys: PrincipalSet;
  /** Apps and personal tokens. */
  readonly delegates: PrincipalSet;
  readonly outsiders: PrincipalSet;
  readonly unlisted: PrincipalSet;
  /** The one, or `unlisted` where it is not known. */
  one(kind: PrincipalKind, id: string): PrincipalSet;
  index(kind: PrincipalKind, id: string): number | undefined;
  setOf(indexes: Iterable<number>): PrincipalSet;
  /** The same sets, but equal ones only once in memory. */
  share(reach: Reach): Reach;
}

/** People whom only a grant or a team names are in it too: they are those from outside. */
export function rosterOf(facts: AccessFacts): Roster {
  const { organization, repositories } = facts;
  const principals: Principal[] = [];
  const indexes = new Map<string, number>();
  const add = (kind: PrincipalKind, id: string, name: string) => {
    const key = `${kind}:${id}`;
    if (indexes.has(key)) return;
    indexes.set(key, principals.length);
    principals.push({ kind, id, name });
  };
  add('unlisted', '', 'somebody who is not listed');
  add('outsider', '', 'anybody outside of the organization');
  for (const person of organization.people ?? []) add('person', person.id, person.name);
  for (const team of organization.teams ?? []) for (const id of team.members ?? []) add('person', id, id);
  for (const role of organization.roles ?? []) for (const id of role.people ?? []) add('person', id, id);
  for (const token of organization.tokens ?? []) add('person', token.owner, token.owner);
  for (const { grants } of repositories) {
    for (const { holder } of grants ?? []) if (holder.kind === 'person') add('person', holder.id, holder.id);
  }
  for (const { members } of facts.safes ?? []) {
    for (const { holders } of members ?? []) for (const id of holders) add('person', id, id);
  }
  const { groups = [], projects = [] } = facts.gitlab ?? {};
  for (const { members } of [...groups, ...projects])
    for (const { person } of members ?? []) add('person', person, person);
  for (const app of organization.apps ?? []) add('app', app.id, app.name);
  for (const token of organization.tokens ?? []) add('token', token.id, token.name);
  for (const { tokens } of [...groups, ...projects]) for (const { id, name } of tokens ?? []) add('token', id, name);
  // One key may be that of several projects.
  for (const { keys } of projects) for (const key of keys ?? []) add('deployKey', key.id, key.title);
  for (const { id, deployKeys } of repositories) {
    for (const key of deployKeys ?? []) add('deployKey', `${id}/${key.id}`, key.title);
  }
  return withMasks(principals, indexes);
}

function withMasks(principals: readonly Principal[], indexes: ReadonlyMap<string, number>): Roster {
  const size = principals.length;
  const mask = (...kinds: PrincipalKind[]) =>
    setOf(
      size,
      principals.flatMap((principal, at) => (kinds.includes(principal.kind) ? [at] : [])),
    );
  const none = setOf(size, []);
  // Gates that are open let in those who come, listed or not: whoever is not listed is never named by a gate.
  const all = mask(...PRINCIPAL_KINDS.filter((kind) => kind !== 'unlisted'));
  const world = mask('outsider', 'person');
  const singles = new Map<number, PrincipalSet>();
  const single = (at: number) => {
    const made = singles.get(at) ?? setOf(size, [at]);
    singles.set(at, made);
    return made;
  };
  return {
    principals,
    nobody: { sure: none, maybe: none },
    everybody: { sure: all, maybe: all },
    anybody: { sure: world, maybe: world },
    people: mask('person', 'unlisted'),
    deployKeys: mask('deployKey'),
    delegates: mask('app', 'token'),
    outsiders: mask('outsider'),
    unlisted: mask('unlisted'),
    one: (kind, id) => single(indexes.get(`${kind}:${id}`) ?? 0),
    index: (kind, id) => indexes.get(`${kind}:${id}`),
    setOf: (list) => setOf(size, list),
    share: sharer(),
  };
}

function sharer(): Roster['share'] {
  const pool = new Map<number, PrincipalSet[]>();
  const one = (set: PrincipalSet): PrincipalSet => {
    let hash = 17;
    for (const word of set) hash = (Math.imul(hash, 31) + word) | 0;
    const bucket = pool.get(hash);
    const known = bucket?.find((each) => each.every((word, at) => word === set[at]));
    if (known !== undefined) return known;
    if (bucket === undefined) pool.set(hash, [set]);
    else bucket.push(set);
    return set;
  };
  return ({ sure, maybe }) => ({ sure: one(sure), maybe: one(maybe) });
}
