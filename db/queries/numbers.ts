import type { Transaction } from '../client.ts';
import type { NumberKind } from '../schema/ingest.ts';
import type { RepositoryScope } from './scope.ts';

/** Reserves `count` consecutive numbers of a repository; returns the first. Concurrent calls for one kind wait for each other. */
export async function takeNumbers(
  sql: Transaction,
  scope: RepositoryScope,
  kind: NumberKind,
  count: number,
): Promise<number> {
  const [row] = await sql<{ last: number }[]>`
    insert into repository_numbers (org_id, repo_id, kind, last)
    values (${scope.orgId}, ${scope.repoId}, ${kind}, ${count})
    on conflict (org_id, repo_id, kind) do update set last = repository_numbers.last + excluded.last
    returning last`;
  if (!row) throw new Error('no number was handed out');
  return row.last - count + 1;
}
