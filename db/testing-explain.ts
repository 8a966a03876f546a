import type { Sql } from './client.ts';

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
]);
/** A sequential scan that reads fewer rows than this is harmless. */
const FEW_ROWS = 12_000;

function readsWhole(node: Plan): boolean {
  if (!node['Node Type'].includes('Seq Scan')) return false;
  const rows = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  const table = node['Relation Name'] ?? '';
  return table === 'findings' || (LARGE.has(table) && rows > FEW_ROWS);
}

/** What a statement touched, and the large tables that it read whole. */
export async function explainStatement(
  sql: Sql,
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
