import { type BulkRow, bulkInsert } from '#db/bulk.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { termsOf } from '#lib/domain/finding/terms.ts';
import type { Import } from './import.ts';

const RULE_COLUMNS = ['org_id', 'scanner', 'rule_id', 'name', 'title', 'category', 'help_url', 'severity'] as const;
const TERM_COLUMNS = ['org_id', 'repo_id', 'kind', 'term'] as const;

/** Adds what text search looks through: rules of the organization, paths and packages of the repository. */
export async function writeDictionaries(work: Import, records: readonly FindingRecord[]): Promise<void> {
  const { written } = work;
  const rules = new Map<string, BulkRow>();
  const terms = new Map<string, BulkRow>();
  for (const record of records) {
    const rule = `r\n${record.scanner}\n${record.ruleId}`;
    if (!written.has(rule)) rules.set(rule, ruleRow(work, record));
    written.add(rule);
    for (const { kind, term } of termsOf(record)) {
      const id = `${kind}\n${term}`;
      if (!written.has(id)) terms.set(id, [work.scope.orgId, work.scope.repoId, kind, term]);
      written.add(id);
    }
  }
  // In one order everywhere, so that two imports that add the same rules cannot lock each other out.
  await bulkInsert(work.tx, 'rules', RULE_COLUMNS, inKeyOrder(rules), 'on conflict do nothing');
  await bulkInsert(work.tx, 'finding_terms', TERM_COLUMNS, inKeyOrder(terms), 'on conflict do nothing');
}

function ruleRow(work: Import, record: FindingRecord): BulkRow {
  const name = record.ruleName ?? record.title;
  const severity = severityNumber(record.severity);
  const { scanner, ruleId, title, category, helpUrl } = record;
  return [work.scope.orgId, scanner, ruleId, name, title, category, helpUrl, severity];
}

function inKeyOrder(rows: Map<string, BulkRow>): BulkRow[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
