import type { Transaction } from '#db/client.ts';
import type { CountDelta } from '#db/queries/counts.ts';
import type { Repository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { Category, FindingState } from '#lib/domain/finding/finding.ts';

export interface WorkFacts {
  tx: Transaction;
  scope: RepositoryScope;
  repository: Repository;
  now: Date;
}

/** What changes findings' states under the repository's lock: an import, or a person's decision. Adds up what it did. */
export class Work {
  readonly tx: Transaction;
  readonly scope: RepositoryScope;
  readonly repository: Repository;
  readonly now: Date;
  readonly events: FindingEvent[] = [];
  readonly touchedActions = new Set<number>();
  readonly #counts = new Map<string, CountDelta>();
  introduced = 0;
  reopened = 0;
  fixed = 0;

  constructor({ tx, scope, repository, now }: WorkFacts) {
    this.tx = tx;
    this.scope = scope;
    this.repository = repository;
    this.now = now;
  }

  count(state: FindingState, finding: { category: Category; severity: number; scanner: string }, by: 1 | -1): void {
    const { category, severity, scanner } = finding;
    const key = `${state}\n${category}\n${severity}\n${scanner}`;
    const delta = this.#counts.get(key);
    if (delta) delta.count += by;
    else this.#counts.set(key, { state, category, severity, scanner, count: by });
  }

  countDeltas(): CountDelta[] {
    return [...this.#counts.values()]
      .filter((delta) => delta.count !== 0)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  event(number: number, kind: FindingEvent['kind'], detail: FindingEvent['detail'] = null): void {
    this.events.push({ number, kind, detail });
    if (kind === 'introduced') this.introduced += 1;
    if (kind === 'reopened') this.reopened += 1;
    if (kind === 'fixed') this.fixed += 1;
  }
}

const keyOf = (delta: CountDelta): string => `${delta.state}\n${delta.category}\n${delta.severity}\n${delta.scanner}`;
