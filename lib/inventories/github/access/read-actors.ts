import type { Actor, Bypass, Known } from '#lib/domain/privilege/access/rule-facts.ts';
import { idOf } from '#lib/inventories/shared/values.ts';
import { asArray, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

/** Ids of people and teams by the names that GitHub writes in their place. */
export interface Names {
  person(login: string): string | null;
  team(slug: string): string | null;
}

/** `{users: [], teams: [], apps: []}`; null where one of them cannot be told. */
export function actorLists(value: unknown): Known<Actor[]> {
  const lists = asRecord(value);
  const kinds = [
    ['users', 'person', 'user'],
    ['teams', 'team', 'team'],
    ['apps', 'app', 'app'],
  ] as const;
  const actors = kinds.flatMap(([list, kind, prefix]) =>
    asArray(lists[list]).map((each): Actor | null => {
      const id = idOf(asRecord(each).id);
      return id === null ? null : { kind, id: `${prefix}:${id}` };
    }),
  );
  return actors.includes(null) ? null : actors.filter((actor) => actor !== null);
}

/** `{totalCount, nodes: [{actor: {__typename, databaseId}}]}` of GraphQL; null where not all of them are there. */
export function allowances(value: unknown): Known<Actor[]> {
  const { totalCount, nodes } = asRecord(value);
  if (!Array.isArray(nodes) || typeof totalCount !== 'number' || totalCount > nodes.length) return null;
  const kinds = { User: ['person', 'user'], Team: ['team', 'team'], App: ['app', 'app'] } as const;
  const actors = nodes.map((node): Actor | null => {
    const actor = asRecord(asRecord(node).actor);
    const type = asString(actor.__typename);
    const id = idOf(actor.databaseId);
    if (id === null || (type !== 'User' && type !== 'Team' && type !== 'App')) return null;
    const [kind, prefix] = kinds[type];
    return { kind, id: `${prefix}:${id}` };
  });
  return actors.includes(null) ? null : actors.filter((actor) => actor !== null);
}

/** Reviewers of an environment: `{type: "User", reviewer: {id}}`. */
export function reviewersOf(rows: readonly Json[]): Known<Actor[]> {
  const actors = rows.map(({ type, reviewer }): Actor | null => {
    const id = idOf(asRecord(reviewer).id);
    if (id === null) return null;
    return type === 'Team' ? { kind: 'team', id: `team:${id}` } : { kind: 'person', id: `user:${id}` };
  });
  return actors.includes(null) ? null : actors.filter((actor) => actor !== null);
}

/** GitHub's numbers of built-in roles; those of custom roles are not among the names that grants have. */
const ROLES: Readonly<Record<string, string>> = { 1: 'read', 2: 'maintain', 3: 'triage', 4: 'write', 5: 'admin' };

/** Whom a ruleset lets by; left out for who may not change it: unknown then. */
export function bypassOf(value: unknown): Known<Bypass[]> {
  if (!Array.isArray(value)) return null;
  const found = value.map((each): Bypass | null => {
    const row = isRecord(each) ? each : {};
    const mode = asString(row.bypass_mode) ?? 'always';
    const actor = actorOf(asString(row.actor_type), idOf(row.actor_id));
    if (actor === null || (mode !== 'always' && mode !== 'pull_request' && mode !== 'exempt')) return null;
    return { actor, mode };
  });
  return found.includes(null) ? null : found.filter((bypass) => bypass !== null);
}

function actorOf(type: string | null, id: string | null): Actor | null {
  if (type === 'OrganizationAdmin') return { kind: 'owners' };
  if (type === 'DeployKey') return { kind: 'deployKeys' };
  if (id === null) return null;
  if (type === 'Team') return { kind: 'team', id: `team:${id}` };
  if (type === 'Integration') return { kind: 'app', id: `app:${id}` };
  if (type === 'User') return { kind: 'person', id: `user:${id}` };
  return type === 'RepositoryRole' && ROLES[id] !== undefined ? { kind: 'role', id: ROLES[id] } : null;
}
