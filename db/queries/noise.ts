import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Connection } from '../client.ts';
import { counted } from './queue-filter.ts';
import { inScope } from './scope.ts';

export interface NoiseRow {
  scanner: string;
  /** Null: of all its rules. */
  rule: string | null;
  falsePositives: number;
  /** Fixed, or of accepted risk: there was a problem. */
  real: number;
}

/** Findings about which something is known, by scanner, from the counters; of what counts for the organization. */
export async function countNoise(sql: Connection, scope: ReadScope): Promise<NoiseRow[]> {
  return sql<NoiseRow[]>`
    select c.scanner, null as rule, sum(c.count) filter (where c.state = 'false_positive')::float8 as false_positives,
      coalesce(sum(c.count) filter (where c.state in ('fixed', 'accepted')), 0)::float8 as real
    from finding_counts c
    where c.org_id = ${scope.orgId} and ${inScope(sql, scope, 'c.repo_id')}
      and ${counted(sql, scope, null, 'c.repo_id')}
      and c.state in ('false_positive', 'fixed', 'accepted')
    group by c.scanner having sum(c.count) filter (where c.state = 'false_positive') > 0
    order by 3 desc, 1`;
}

/** The same by rule, those with the most false positives first. */
export async function countNoiseByRule(sql: Connection, scope: ReadScope, limit: number): Promise<NoiseRow[]> {
  return sql<NoiseRow[]>`
    with noisy as materialized (
      select f.scanner, f.rule_id as rule, count(*) as false_positives from findings f
      where f.org_id = ${scope.orgId} and f.state = 'false_positive' and ${inScope(sql, scope, 'f.repo_id')}
        and ${counted(sql, scope, null, 'f.repo_id')}
      group by 1, 2 order by 3 desc, 1, 2 limit ${limit})
    select n.scanner, n.rule, n.false_positives::float8 as false_positives, (
        select count(*) from findings f
        where f.org_id = ${scope.orgId} and f.rule_id = n.rule and f.state in ('fixed', 'accepted')
          and f.scanner = n.scanner and ${inScope(sql, scope, 'f.repo_id')}
          and ${counted(sql, scope, null, 'f.repo_id')})::float8 as real
    from noisy n order by n.false_positives desc, n.scanner, n.rule`;
}
