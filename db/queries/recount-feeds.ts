import type { Transaction } from '../client.ts';
import { findExploitDifferences, findStaleKevDue } from './exploited-findings.ts';
import { findSeverityDifferences } from './osv-severities.ts';
import type { CountedRow } from './recount-history.ts';
import type { RepositoryScope } from './scope.ts';

/** Whether a job with such a key waits or runs; no where nobody may ask. */
export async function isWaiting(
  tx: Transaction,
  { keys, prefix }: { keys: string[]; prefix?: string },
): Promise<boolean> {
  const [may] = await tx`
    select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'graphile_worker' and c.relname = '_private_jobs' and has_schema_privilege(n.oid, 'usage')
      and has_table_privilege(c.oid, 'select')`;
  if (may === undefined) return false;
  const begins = prefix === undefined ? tx`false` : tx`starts_with(key, ${prefix})`;
  const [row] = await tx<{ found: boolean }[]>`
    select exists (
      select 1 from graphile_worker._private_jobs where key = any(${keys}::text[]) or ${begins}) as found`;
  return row?.found ?? false;
}

/** Whether findings of the repository have still to follow a feed or a name. */
export const isToFollow = (tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<boolean> =>
  isWaiting(tx, { keys: [`exploitation:${repoId}`, `join:${repoId}`], prefix: `follow-feed:${orgId}:` });

/** The bucket that the loaded feeds say, for each finding that has another one: the first hundred. */
export async function exploitsOf(tx: Transaction, scope: RepositoryScope): Promise<CountedRow[]> {
  if (await isToFollow(tx, scope)) return [];
  const rows = await findExploitDifferences(tx, scope, null);
  return rows.slice(0, 100).map(({ number, before, after }) => {
    return { name: String(number), column: 'exploit', stored: String(before), counted: String(after) };
  });
}

/** Actions of which the date by which KEV wants something fixed is not the one that follows from its entries. */
export async function kevDueOf(tx: Transaction, scope: RepositoryScope): Promise<CountedRow[]> {
  if (await isToFollow(tx, scope)) return [];
  return (await findStaleKevDue(tx, scope)).map(({ actionNumber, stored, due }) => {
    return { name: String(actionNumber), column: 'kev_due_at', stored: textOf(stored), counted: textOf(due) };
  });
}

/** Findings of which no report states a severity, and that have another one than the records of OSV state. */
export async function severitiesOf(tx: Transaction, scope: RepositoryScope): Promise<CountedRow[]> {
  if (await isToFollow(tx, scope)) return [];
  const rows = await findSeverityDifferences(tx, scope, null);
  return rows.slice(0, 100).map(({ number, before, after }) => {
    return { name: String(number), column: 'severity', stored: String(before), counted: String(after) };
  });
}

const textOf = (date: Date | null): string | null => date?.toISOString() ?? null;
