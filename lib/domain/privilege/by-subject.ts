import type { JudgedSubject, SubjectState } from '#lib/domain/judged/judged-subject.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import type { Outcome } from './rule.ts';

export interface JudgedRule {
  id: string;
  outcomes: readonly Outcome[];
  /** It could not look at everything. */
  isGap: boolean;
}

const WEIGHT: Readonly<Record<SubjectState, number>> = { pass: 0, unknown: 1, fail: 2 };

/** What rules said of each repository, with all that lies in it, and of the system itself, with all that lies in none. */
export function bySubject(graph: InventoryGraph, rules: readonly JudgedRule[]): JudgedSubject[] {
  const system: Record<string, SubjectState> = {};
  const repositories = new Map<string, Record<string, SubjectState>>();
  for (const { name } of graph.resources('repo')) repositories.set(name.toLowerCase(), {});
  for (const { id, outcomes, isGap } of rules) {
    if (isGap) system[id] = 'unknown';
    for (const { resource, outcome } of outcomes) {
      const repository = repositoryOf(graph, resource.id);
      const into = (repository === null ? undefined : repositories.get(repository)) ?? system;
      const known = into[id];
      if (known === undefined || WEIGHT[outcome] > WEIGHT[known]) into[id] = outcome;
    }
  }
  const named = [...repositories].map(
    ([name, outcomes]) => ({ kind: 'repository', name, outcomes, facts: null }) as const,
  );
  return [{ kind: 'system', name: graph.inventory.scope.toLowerCase(), outcomes: system, facts: null }, ...named];
}

function repositoryOf(graph: InventoryGraph, id: string): string | null {
  // As deep as things lie in one another, and no circle goes on.
  let resource = graph.resource(id);
  for (let depth = 0; resource !== null && depth < 8; depth += 1) {
    if (resource.kind === 'repo') return resource.name.toLowerCase();
    resource = resource.parent === null ? null : graph.resource(resource.parent);
  }
  return null;
}
