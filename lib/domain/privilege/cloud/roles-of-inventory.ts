import type { CloudRole, ProductionPatterns, UnreadCloud } from '#lib/domain/privilege/access/facts.ts';
import type { Inventory, InventorySource, Resource } from '#lib/domain/privilege/inventory.ts';
import { homeOf } from '#lib/domain/privilege/inventory-facts.ts';
import { InventoryGraph } from '#lib/domain/privilege/inventory-graph.ts';
import { GITHUB, type JobHost } from './job-host.ts';
import { productionBy } from './production-by.ts';
import { trustInJobs } from './trust-in-jobs.ts';

/** Systems whose roles jobs assume by their tokens, and the sections that tell which roles there are. */
export const CLOUD_SECTIONS = {
  aws: ['authorization_details'],
  azure: ['app_federated_credentials', 'identity_federated_credentials'],
  vault: ['jwt_roles'],
} as const satisfies Partial<Record<InventorySource, readonly string[]>>;
export type CloudSource = keyof typeof CLOUD_SECTIONS;

export const isCloud = (source: string): source is CloudSource => Object.hasOwn(CLOUD_SECTIONS, source);

export interface CloudFacts {
  readonly roles: readonly CloudRole[];
  readonly unread: readonly UnreadCloud[];
}

/** Roles of a cloud, or of a vault, that trust jobs of a code host, as its inventory tells of them. */
export function rolesOfInventory(
  inventory: Inventory,
  production: ProductionPatterns,
  host: JobHost = GITHUB,
): CloudFacts {
  const { source } = inventory;
  if (!isCloud(source)) return { roles: [], unread: [] };
  const graph = new InventoryGraph(inventory);
  const home = homeOf(inventory);
  const because = productionBy(graph, production);
  const roles = graph.resources('cloud_role').flatMap((role): CloudRole[] => {
    const found = trustOf(graph, source, role, host);
    return found === null
      ? []
      : [{ system: home, id: `${home}/${role.id}`, name: role.name, ...found, because: because(role) }];
  });
  return { roles, unread: unreadOf(graph, source, home) };
}

/** Null: no job of a code host becomes it. */
function trustOf(
  graph: InventoryGraph,
  source: CloudSource,
  role: Resource,
  host: JobHost,
): Pick<CloudRole, 'trust' | 'takesTokens'> | null {
  const isOpen = CLOUD_SECTIONS[source].some((section) => graph.inventory.unanswered.get(section)?.has(role.id));
  const rule = graph.control('trust', role.id);
  // Of an identity a part of whose credentials was read the rest may let in anybody.
  if (isOpen) return { trust: null, takesTokens: null };
  return rule === null ? null : trustInJobs(rule, host);
}

/** Azure's two sections each tell of roles that the other does not; one that was never asked for tells of nothing. */
function unreadOf(graph: InventoryGraph, source: CloudSource, home: string): UnreadCloud[] {
  const reason = CLOUD_SECTIONS[source].map((section) => graph.whyUnread(section)).find((why) => why !== null) ?? null;
  return reason === null ? [] : [{ id: home, reason: `Roles of ${home} could not all be read. ${reason}` }];
}
