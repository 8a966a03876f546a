import type { Transaction } from '../client.ts';
import type { JoinPair } from './finding-joins.ts';
import type { RepositoryScope } from './scope.ts';

/**
 * Exceptions of findings that become one go with them. Of two that are alive one stays: what is in force before what
 * waits, that of the older finding before the other's.
 */
export async function moveExceptions(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  at: Date,
  pairs: readonly JoinPair[],
): Promise<void> {
  const from = pairs.map((pair) => pair.from);
  const to = pairs.map((pair) => pair.to);
  await tx`
    update exceptions e set state = 'withdrawn', ended_at = ${at}, end_reason = 'joined'
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    join exceptions a on a.org_id = ${orgId} and a.repo_id = ${repoId} and a.finding_number = p.source
      and a.state in ('requested', 'in_force')
    join exceptions b on b.org_id = ${orgId} and b.repo_id = ${repoId} and b.finding_number = p.target
      and b.state in ('requested', 'in_force')
    where e.org_id = ${orgId} and e.repo_id = ${repoId}
      and e.number = case when a.state = 'in_force' and b.state = 'requested' then b.number else a.number end`;
  await tx`
    update exceptions e set finding_number = p.target
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = p.source`;
}
