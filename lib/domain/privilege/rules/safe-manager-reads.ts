import type { Principal, Resource } from '../inventory.ts';
import type { InventoryGraph } from '../inventory-graph.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import type { Outcome, PrivilegeRule } from '../rule.ts';
import { liveGrants, safeAccess } from '../safe-access.ts';
import { type SafeRight, safeRights } from '../safe-rights.ts';

export const rule: PrivilegeRule = {
  id: 'safe-manager-reads',
  title: 'One account manages a safe, its members, and reads it',
  why: 'It can let anybody in, take the passwords out, and shorten what is kept of it. No second person sees any of that.',
  severity: 'high',
  setting: 'Divide the rights: who manages a safe and its members does not retrieve from it (Safe, Members)',
  references: { cicdSec: [2, 5], cis: [], slsa: [] },
  needs: { cyberark: ['safes', 'safe_members', 'users', 'groups'] },
  judge: (graph, _settings, now) =>
    graph.resources('safe').flatMap((safe): Outcome[] => {
      const unread = graph.whyUnknown('safe_members', safe.id);
      return unread === null ? judgeSafe(graph, safe, now) : [unknown(null, named(safe), unread)];
    }),
};

const holdsAll = (rights: ReadonlySet<SafeRight>): boolean =>
  rights.has('manage safe') && rights.has('manage members') && rights.has('retrieve');

/** A grant that holds all three names its group or person; people who have them by several grants are named themselves. */
function judgeSafe(graph: InventoryGraph, safe: Resource, now: Date): Outcome[] {
  const found: Outcome[] = [];
  const covered = new Set<string>();
  for (const grant of liveGrants(graph, safe, now)) {
    const holder = graph.principal(grant.principal);
    if (holder === null || !['human', 'group'].includes(holder.kind) || !holdsAll(safeRights(grant))) continue;
    covered.add(holder.id);
    if (holder.kind === 'group') for (const { id } of graph.peopleIn(holder.id)) covered.add(id);
    found.push(failed(safe, holder, 'in one grant'));
  }
  for (const { who, rights } of safeAccess(graph, safe, now).people.values()) {
    if (!covered.has(who.id) && holdsAll(rights)) found.push(failed(safe, who, 'through several groups'));
  }
  return found.length === 0 ? [pass(null, named(safe))] : found;
}

function failed(safe: Resource, holder: Principal, how: string): Outcome {
  return fail(named(holder), named(safe), {
    says: `${holder.name} manages the safe ${safe.name} and its members, and retrieves from it.`,
    evidence: { safe: safe.name, member: holder.name, kind: holder.kind, how },
    command: null,
  });
}
