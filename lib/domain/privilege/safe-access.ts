import type { Grant, Principal, Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import { type SafeRight, safeRights } from './safe-rights.ts';

export interface SafeAccess {
  /** What each person may do, by all their grants together. */
  people: ReadonlyMap<string, { who: Principal; rights: ReadonlySet<SafeRight> }>;
  /** Rights of groups of which nobody tells who is in them, with the reason. */
  closed: readonly { grant: Grant; reason: string }[];
}

export const isExpired = ({ expiresAt }: Pick<Grant, 'expiresAt'>, now: Date): boolean =>
  expiresAt instanceof Date && expiresAt <= now;

/** Grants on a safe that are not over. */
export const liveGrants = (graph: InventoryGraph, safe: Resource, now: Date): Grant[] =>
  graph.grantsOn(safe.id).filter((grant) => !isExpired(grant, now));

/** Who reaches a safe, through groups in groups too. What the vault makes itself is left out. */
export function safeAccess(graph: InventoryGraph, safe: Resource, now: Date): SafeAccess {
  const people = new Map<string, { who: Principal; rights: Set<SafeRight> }>();
  const closed: { grant: Grant; reason: string }[] = [];
  for (const grant of liveGrants(graph, safe, now)) {
    const holder = graph.principal(grant.principal);
    if (holder === null) continue;
    if (holder.kind === 'group') {
      const reason = graph.whyUnknown('groups', holder.id);
      if (reason !== null) closed.push({ grant, reason });
    }
    const holders = holder.kind === 'group' ? graph.peopleIn(holder.id) : [holder];
    for (const who of holders) {
      if (who.kind !== 'human' || who.suspended === true || isExpired(who, now)) continue;
      const known = people.get(who.id) ?? { who, rights: new Set<SafeRight>() };
      for (const right of safeRights(grant)) known.rights.add(right);
      people.set(who.id, known);
    }
  }
  return { people, closed };
}
