import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';

/** The part of a finding's rank that its severity makes (`rankOf`). `severity`: an expression of ours, never a value. */
export function severityRank(sql: Connection, severity: string): Fragment {
  return sql`${sql.unsafe(`(case when ${severity} = -1 then 150 else ${severity} * 100 end)`)}`;
}
