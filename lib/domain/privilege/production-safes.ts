import type { Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import type { Evidence } from './rule.ts';
import { type PrivilegeSettings, productionPattern } from './settings.ts';

/** Safes of production, with why they count: by their name, words of which blanks divide too. */
export function productionSafes(
  graph: InventoryGraph,
  settings: PrivilegeSettings,
): { safe: Resource; because: Evidence }[] {
  return graph.resources('safe').flatMap((safe) => {
    const pattern = productionPattern(safe.name.replaceAll(/[\s.]+/g, '-'), settings);
    return pattern === null ? [] : [{ safe, because: { production_because_of: pattern } }];
  });
}
