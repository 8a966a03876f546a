import type { Transaction } from '#db/client.ts';
import { insertRules, insertTerms, insertTitles, type NewRule, type NewTerm } from '#db/queries/dictionaries.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { termsOf } from '#lib/domain/finding/terms.ts';

/** What text search must know of the records of one import: each rule, title and term once. */
export class SearchWords {
  readonly #rules = new Map<string, NewRule>();
  readonly #titles = new Set<string>();
  readonly #terms = new Map<string, NewTerm>();

  add(records: readonly FindingRecord[]): void {
    for (const record of records) {
      const rule = `${record.scanner}\n${record.ruleId}`;
      if (!this.#rules.has(rule)) this.#rules.set(rule, ruleOf(record));
      this.#titles.add(record.title);
      for (const term of termsOf(record)) this.#terms.set(`${term.kind}\n${term.term}`, term);
    }
  }

  /**
   * Adds what is new to the tables that text search reads. At the end of an import, because rows of the organization's
   * tables keep other imports waiting that add the same; sorted, so that two imports cannot wait for each other.
   */
  async write(tx: Transaction, scope: RepositoryScope): Promise<void> {
    // Terms are of the repository, which is locked: they may be written beside the rules.
    await Promise.all([
      insertTerms(tx, scope, inKeyOrder(this.#terms)),
      insertRules(tx, scope, inKeyOrder(this.#rules)),
    ]);
    await insertTitles(tx, scope, [...this.#titles].sort());
  }
}

function ruleOf(record: FindingRecord): NewRule {
  const { scanner, ruleId, category, helpUrl } = record;
  const severity = severityNumber(record.severity);
  return { scanner, ruleId, name: record.ruleName ?? ruleId, category, helpUrl, severity };
}

function inKeyOrder<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
