import type { ProductionPatterns } from '#lib/domain/privilege/access/facts.ts';
import type { Resource } from '#lib/domain/privilege/inventory.ts';
import type { InventoryGraph } from '#lib/domain/privilege/inventory-graph.ts';
import { matchesWildcard } from '#lib/domain/privilege/trust/wildcard.ts';

/** Tags by which people say which tier something is of. */
const TIERS = new Set(['env', 'environment', 'stage', 'tier']);
/** From here on a right changes everything in a place. */
const CHANGES_ALL = 4;

/** Why a role is production's: by its name, by a tag, or because it may change something that is. Null: it is not. */
export function productionBy(
  graph: InventoryGraph,
  { environments, roles, secrets }: ProductionPatterns,
): (role: Resource) => string | null {
  const named = (patterns: readonly string[], name: string): string | null =>
    patterns.find((pattern) => matchesWildcard(pattern.toLowerCase(), name.toLowerCase())) ?? null;
  // `jwt/deploy-prod`, `prod/checkout/database`: each part is a name.
  const parts = (patterns: readonly string[], name: string): string | null =>
    [name, ...name.split('/')].map((part) => named(patterns, part)).find((hit) => hit !== null) ?? null;
  const byTag = ({ tags }: Resource): string | null => {
    const found = Object.entries(tags ?? {}).find(
      ([key, value]) => TIERS.has(key.toLowerCase()) && named(environments, value) !== null,
    );
    return found === undefined ? null : `${found[0]}=${found[1]}`;
  };
  const own = (each: Resource): string | null =>
    byTag(each) ?? parts(each.kind === 'secret' ? secrets : roles, each.name);
  const others = graph.inventory.resources.filter(({ kind }) => kind !== 'cloud_role' && kind !== 'org');
  const first = others.find((each) => own(each) !== null) ?? null;
  const isNamed = (name: string): boolean => parts(environments, name) !== null;
  return (role) => own(role) ?? byRights(graph, role, { own, first, isNamed });
}

/** A role that may change all there is in a place changes what is production's there. */
function byRights(
  graph: InventoryGraph,
  role: Resource,
  {
    own,
    first,
    isNamed,
  }: { own: (each: Resource) => string | null; first: Resource | null; isNamed: (name: string) => boolean },
): string | null {
  const holders = [role.id, ...identitiesOf(graph, role)];
  for (const { resource, permission, level } of holders.flatMap((id) => graph.grantsOf(id))) {
    if (resource === 'org') {
      // What a policy of a vault allows is not told: it is what it is called.
      if (isNamed(permission.replace(/^policy /, ''))) return permission;
      if (level >= CHANGES_ALL && first !== null) return `${permission}: may change ${first.name}`;
      continue;
    }
    const place = graph.resource(resource);
    if (level > 1 && place !== null && own(place) !== null) return `${permission} on ${place.name}`;
  }
  return null;
}

/** An application of Azure has its rights by the principal that stands for it in the tenant. */
function identitiesOf(graph: InventoryGraph, { id }: Resource): string[] {
  if (!id.startsWith('app:')) return [];
  const app = id.slice('app:'.length);
  return graph.principals('workload').flatMap((each) => (each.owner?.toLowerCase() === app ? [each.id] : []));
}
