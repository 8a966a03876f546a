import { insertRules, insertTerms, type NewRule, type NewTerm } from '#db/queries/dictionaries.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { termsOf } from '#lib/domain/finding/terms.ts';
import type { Import } from './import.ts';

/** Adds to the tables that text search reads: rules of the organization, paths and packages of the repository. */
export async function writeDictionaries(work: Import, records: readonly FindingRecord[]): Promise<void> {
  const { written } = work;
  const rules = new Map<string, NewRule>();
  const terms = new Map<string, NewTerm>();
  for (const record of records) {
    const rule = `r\n${record.scanner}\n${record.ruleId}`;
    if (!written.has(rule)) rules.set(rule, ruleOf(record));
    written.add(rule);
    for (const term of termsOf(record)) {
      const id = `${term.kind}\n${term.term}`;
      if (!written.has(id)) terms.set(id, term);
      written.add(id);
    }
  }
  // Sort, so that two imports that add the same rules cannot deadlock.
  await insertRules(work.tx, work.scope, inKeyOrder(rules));
  await insertTerms(work.tx, work.scope, inKeyOrder(terms));
}

function ruleOf(record: FindingRecord): NewRule {
  const { scanner, ruleId, title, category, helpUrl } = record;
  const name = record.ruleName ?? title;
  return { scanner, ruleId, name, title, category, helpUrl, severity: severityNumber(record.severity) };
}

function inKeyOrder<T>(rows: Map<string, T>): T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
