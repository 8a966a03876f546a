import type { Connection, Sql } from './client.ts';
import { makeConnection } from './writer/connection-of.ts';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

export interface Statement {
  text: string;
  values: unknown[];
}

function raise(message: string): never {
  throw new Error(message);
}

function nodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodes)];
}

/** Tables that grow without end. */
const LARGE = new Set([
  'titles',
  'sightings',
  'evidence',
  'finding_terms',
  'actions',
  'uploads',
  'repository_days',
  'finding_events',
  'ledger_entries',
  'action_issues',
  'saved_views',
  'exploitation',
  'osv_records',
  'advisory_names',
  'privilege_principals',
  'privilege_resources',
  'privilege_grants',
  'privilege_changes',
  'access_review_items',
]);
/** A sequential scan that reads fewer rows than this is harmless. */
const FEW_ROWS = 12_000;

function readsWhole(node: Plan): boolean {
  // What a plan has in case of rows that did not come was not read.
  if (!node['Node Type'].includes('Seq Scan') || node['Actual Loops'] === 0) return false;
  const read = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
  const table = node['Relation Name'] ?? '';
  if (table === 'findings') return true;
  // Where a tenth of the rows is wanted, an index is no shorter way: which one is taken differs with each sample.
  return LARGE.has(table) && read * node['Actual Loops'] > FEW_ROWS && node['Actual Rows'] < read / 10;
}

/** What a statement touched, and the large tables that it read whole. */
async function explainStatement(
  sql: Connection,
  { text, values }: Statement,
): Promise<{ buffers: number; whole: string[] }> {
  const [row] = await sql.unsafe<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
    `explain (analyze, buffers, timing off, format json) ${text}`,
    values as never[],
  );
  const plan = row?.['QUERY PLAN'][0].Plan ?? raise('Postgres explained nothing');
  return {
    buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
    whole: nodes(plan)
      .filter(readsWhole)
      .map((node) => `${node['Relation Name']}: ${text}`),
  };
}

/** A pool, best as verbs have it: bound. `note` is called with every statement that is read, and its values. */
export function openNoting(on: Sql, note: (statement: Statement) => void): Sql {
  const noting = makeConnection({
    run: ({ text, values }) => {
      note({ text, values });
      return on.unsafe(text, values as never[]);
    },
    batches: ({ text, values }, rows) => on.unsafe(text, values as never[]).cursor(rows),
  });
  return Object.assign(noting, { begin: on.begin });
}

/**
 * What the reads among statements touched together, and the large tables that they read whole.
 * @param sql bound, as those who ran them
 */
export async function explainReads(
  sql: Connection,
  statements: readonly Statement[],
): Promise<{ buffers: number; whole: string[] }> {
  const reads = statements.filter(({ text }) => /^\s*(?:select|with|\()/i.test(text) && !text.includes('pg_catalog'));
  if (reads.length === 0) raise('nothing was read');
  let buffers = 0;
  const whole: string[] = [];
  for (const statement of reads) {
    const explained = await explainStatement(sql, statement);
    buffers += explained.buffers;
    whole.push(...explained.whole);
  }
  if (process.env.PLUMBLINE_EXPLAIN) process.stdout.write(`${buffers} buffers, ${reads.length} statements\n`);
  return { buffers, whole };
}
