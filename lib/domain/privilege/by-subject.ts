import type { JudgedSubject, SubjectState } from '#lib/domain/judged/judged-subject.ts';
import type { InventoryGraph } from './inventory-graph.ts';
import type { Outcome } from './rule.ts';

const WEIGHT: Readonly<Record<SubjectState, number>> = { pass: 0, unknown: 1, fail: 2 };

/** What rules said of each repository, with all that lies in it, and of the system itself, with all that lies in none. */
export class BySubject {
  readonly #graph: InventoryGraph;
  readonly #system: Record<string, SubjectState> = {};
  readonly #repositories = new Map<string, Record<string, SubjectState>>();

  constructor(graph: InventoryGraph) {
    this.#graph = graph;
    for (const { name } of graph.resources('repo')) this.#repositories.set(name.toLowerCase(), {});
  }

  /** The rule could not look at everything. */
  gap(rule: string): void {
    this.#system[rule] = 'unknown';
  }

  note(rule: string, { resource, outcome }: Pick<Outcome, 'resource' | 'outcome'>): void {
    const repository = repositoryOf(this.#graph, resource.id);
    const into = (repository === null ? undefined : this.#repositories.get(repository)) ?? this.#system;
    const known = into[rule];
    if (known === undefined || WEIGHT[outcome] > WEIGHT[known]) into[rule] = outcome;
  }

  all(): JudgedSubject[] {
    const named = [...this.#repositories].map(
      ([name, outcomes]) => ({ kind: 'repository', name, outcomes, facts: null }) as const,
    );
    const name = this.#graph.inventory.scope.toLowerCase();
    return [{ kind: 'system', name, outcomes: this.#system, facts: null }, ...named];
  }
}

function repositoryOf(graph: InventoryGraph, id: string): string | null {
  // As deep as things lie in one another, and no circle goes on.
  // What may be there, and was not read, is named below what it would be in.
  let resource = graph.resource(id) ?? graph.resource(id.slice(0, Math.max(0, id.lastIndexOf('/'))));
  for (let depth = 0; resource !== null && depth < 8; depth += 1) {
    if (resource.kind === 'repo') return resource.name.toLowerCase();
    resource = resource.parent === null ? null : graph.resource(resource.parent);
  }
  return null;
}
