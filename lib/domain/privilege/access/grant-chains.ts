import type { AccessFacts, Team } from './facts.ts';
import type { Repository } from './repository-facts.ts';
import { type Right, roleRights } from './role-rights.ts';
import type { Tri } from './tri.ts';

/** One reason why a person holds a right: the groups that lead to a role, the person's own first. */
export interface GrantChain {
  readonly role: string;
  readonly from: 'owner' | 'base' | 'organizationRole' | 'direct' | 'team';
  /** Ids of teams, from the one that the person is in to the one that has the grant; of an organization role its id last. */
  readonly via: readonly string[];
  /** Null: what the role gives is not known. */
  readonly gives: Tri;
}

/** Every chain of grants that gives, or may give, a person a right in a repository; the shortest first. */
export function grantChains(facts: AccessFacts, person: string, repository: Repository, right: Right): GrantChain[] {
  const { organization } = facts;
  const kind = organization.people?.find(({ id }) => id === person)?.kind ?? null;
  const teams = teamsOf(organization.teams ?? [], person);
  const chains: Omit<GrantChain, 'gives'>[] = [];
  if (kind === 'owner') chains.push({ role: 'admin', from: 'owner', via: [] });
  const base = organization.basePermission;
  if (base !== null && base !== 'none' && (kind === 'owner' || kind === 'member'))
    chains.push({ role: base, from: 'base', via: [] });
  for (const role of organization.roles ?? []) {
    if (role.everywhere === null) continue;
    const through = [
      ...(role.people?.includes(person) === true ? [[]] : []),
      ...(role.teams ?? []).flatMap((id) => teams.get(id) ?? []),
    ];
    for (const via of through) chains.push({ role: role.everywhere, from: 'organizationRole', via: [...via, role.id] });
  }
  for (const { holder, role } of repository.grants ?? []) {
    if (holder.kind === 'person' && holder.id === person) chains.push({ role, from: 'direct', via: [] });
    if (holder.kind === 'team') for (const via of teams.get(holder.id) ?? []) chains.push({ role, from: 'team', via });
  }
  return chains
    .map((chain) => ({ ...chain, gives: roleRights(chain.role, organization.customRoles)[right] }))
    .filter(({ gives }) => gives !== false)
    .sort((a, b) => a.via.length - b.via.length);
}

/** By team, the ways from a team that the person is in up to it. A circle of teams is walked once. */
function teamsOf(teams: readonly Team[], person: string): Map<string, string[][]> {
  const parents = new Map(teams.map(({ id, parent }) => [id, parent]));
  const found = new Map<string, string[][]>();
  for (const { id, members } of teams) {
    if (members?.includes(person) !== true) continue;
    const way: string[] = [];
    for (let at: string | null = id; at !== null && !way.includes(at); at = parents.get(at) ?? null) {
      way.push(at);
      found.set(at, [...(found.get(at) ?? []), [...way]]);
    }
  }
  return found;
}
