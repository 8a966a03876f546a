import { bareOrganization } from '#lib/domain/privilege/access/bare-organization.ts';
import type { AccessFacts, Person, ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import type { Safe, SafeMember } from '#lib/domain/privilege/access/safe-facts.ts';
import type { Inventory, Resource } from '#lib/domain/privilege/inventory.ts';
import { InventoryGraph } from '#lib/domain/privilege/inventory-graph.ts';
import { isExpired, liveGrants } from '#lib/domain/privilege/safe-access.ts';
import { dualControlOf } from '#lib/domain/privilege/safe-control.ts';
import { safeRights } from '#lib/domain/privilege/safe-rights.ts';

/** What an inventory of a vault tells of its safes, and of who takes what is in them. */
export function factsOfVault(inventory: Inventory, production: ProductionPatterns): AccessFacts {
  const graph = new InventoryGraph(inventory);
  const owners = new Set(graph.owners().map(({ id }) => id));
  const unread = graph.whyUnread('users') ?? graph.whyUnread('groups');
  const people = graph
    .principals('human')
    .map(({ id, name }): Person => ({ id, name, kind: owners.has(id) ? 'owner' : 'member' }));
  return {
    organization: bareOrganization(inventory.scope, unread === null ? people : null),
    ...{ repositories: [], secrets: [], runnerGroups: [], cloudRoles: [], unreadClouds: [], gitlab: null, production },
    safes: graph.isRead('safes') ? graph.resources('safe').map((safe) => safeOf(graph, safe)) : null,
  };
}

function safeOf(graph: InventoryGraph, safe: Resource): Safe {
  const now = graph.inventory.collectedAt;
  const isTold = graph.whyUnknown('safe_members', safe.id) === null;
  const members = liveGrants(graph, safe, now).flatMap((grant): SafeMember[] => {
    const holder = graph.principal(grant.principal);
    if (holder === null) return [];
    const all = holder.kind === 'group' ? graph.peopleIn(holder.id) : [holder];
    const people = all.filter((who) => who.kind === 'human' && who.suspended !== true && !isExpired(who, now));
    const isClosed = holder.kind === 'group' && graph.whyUnknown('groups', holder.id) !== null;
    // Machines take what they need, and are no people.
    if (people.length === 0 && !isClosed) return [];
    return [
      {
        ...{ id: holder.id, name: holder.name, rights: [...safeRights(grant)] },
        ...{ holders: people.map(({ id }) => id), others: isClosed },
      },
    ];
  });
  return {
    ...{ id: safe.id, name: safe.name, dualControl: dualControlOf(graph, safe).required },
    members: isTold ? members : null,
  };
}
