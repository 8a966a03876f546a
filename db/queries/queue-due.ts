import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { dueByIndex, FEW_DUE, type QueueFilter } from './queue-filter.ts';
import { inScope } from './scope.ts';

/** Whether few have such a date of the SLA, whatever else the filter asks for. */
export async function hasFewDue(sql: Connection, scope: ReadScope, filter: QueueFilter): Promise<boolean> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from actions a
      where a.org_id = ${scope.orgId} and ${inScope(sql, scope, 'a.repo_id')} and a.open > 0 and ${dueByIndex(sql, filter)}
      limit ${FEW_DUE + 1}) a`;
  return (row?.count ?? 0) <= FEW_DUE;
}
