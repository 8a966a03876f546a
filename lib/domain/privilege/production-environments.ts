import type { EnvironmentRule, Resource } from './inventory.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import { named, unknown } from './outcomes.ts';
import type { Evidence, Outcome } from './rule.ts';
import { type PrivilegeSettings, productionPattern } from './settings.ts';

export interface ProductionEnvironment {
  environment: Resource;
  repository: Resource;
  rule: EnvironmentRule;
  /** Why it counts as production, for the evidence. */
  because: Evidence;
}

/** Judges each environment that is production's; a repository whose environments were not told is unknown. */
export function judgeProduction(
  graph: InventoryGraph,
  settings: PrivilegeSettings,
  judge: (each: ProductionEnvironment) => Outcome,
): Outcome[] {
  const repositories = graph.resources('repo');
  const unread = repositories.flatMap((repo) => {
    const sections =
      graph.inventory.source === 'gitlab' ? ['environments', 'protected_environments'] : ['environments'];
    const reason = sections.map((section) => graph.whyUnknown(section, repo.id)).find((text) => text !== null) ?? null;
    return reason === null ? [] : [unknown(null, named(repo), reason)];
  });
  const judged = graph.resources('environment').flatMap((environment) => {
    const pattern = productionPattern(baseName(environment.name), settings);
    const repository = environment.parent === null ? null : graph.resource(environment.parent);
    const rule = graph.control('environment', environment.id);
    if (pattern === null || repository === null || rule === null) return [];
    return [judge({ environment, repository, rule, because: { production_because_of: pattern } })];
  });
  return [...unread, ...judged];
}

/** Environments are shown with their repository, `acme/web production`; the pattern is about their own name. */
export const baseName = (name: string): string => name.slice(name.indexOf(' ') + 1);
