import type { Connection, Transaction } from '../client.ts';
import { personSees } from './assignees.ts';
import type { JoinPair } from './finding-joins.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** Makes somebody watch a finding, unless they said that they do not want to. */
export async function startWatch(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  finding: number,
  userId: number,
  now: Date,
): Promise<void> {
  await tx`
    insert into watches (org_id, repo_id, finding_number, user_id, watching, since)
    values (${orgId}, ${repoId}, ${finding}, ${userId}, true, ${now})
    on conflict (org_id, repo_id, finding_number, user_id) do nothing`;
}

/** False when it was so already. */
export async function setWatch(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  finding: number,
  userId: number,
  { watching, now }: { watching: boolean; now: Date },
): Promise<boolean> {
  const rows = await tx`
    insert into watches (org_id, repo_id, finding_number, user_id, watching, since)
    values (${orgId}, ${repoId}, ${finding}, ${userId}, ${watching}, ${now})
    on conflict (org_id, repo_id, finding_number, user_id) do update set watching = excluded.watching, since = excluded.since
    where watches.watching <> excluded.watching returning 1`;
  return rows.length > 0;
}

/** Whether somebody watches a finding, and how many people do. */
export async function findWatch(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  finding: number,
  userId: number | null,
): Promise<{ mine: boolean; watchers: number }> {
  const [row] = await sql<{ mine: boolean; watchers: number }[]>`
    select coalesce(bool_or(user_id = ${userId}::int), false) as mine, count(*)::int as watchers from watches
    where org_id = ${orgId} and repo_id = ${repoId} and finding_number = ${finding} and watching`;
  return row ?? { mine: false, watchers: 0 };
}

/** Who watches one of two findings that become one watches that one; who said no to one, and watches the other, watches. */
export async function moveWatches(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  pairs: readonly JoinPair[],
): Promise<void> {
  const from = pairs.map((pair) => pair.from);
  const to = pairs.map((pair) => pair.to);
  await tx`
    insert into watches (org_id, repo_id, finding_number, user_id, watching, since)
    select w.org_id, w.repo_id, p.target, w.user_id, w.watching, w.since
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    join watches w on w.org_id = ${orgId} and w.repo_id = ${repoId} and w.finding_number = p.source
    on conflict (org_id, repo_id, finding_number, user_id) do update set watching = watches.watching or excluded.watching`;
  await tx`
    insert into notices (org_id, repo_id, finding_number, user_id, since, due_at)
    select n.org_id, n.repo_id, p.target, n.user_id, n.since, n.due_at
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    join notices n on n.org_id = ${orgId} and n.repo_id = ${repoId} and n.finding_number = p.source
    on conflict (org_id, repo_id, finding_number, user_id) do nothing`;
}

/** What a person watches, and is to be told, is nobody's any more. */
export async function deleteWatchesOf(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  await tx`delete from watches where org_id = ${orgId} and user_id = ${userId}`;
  await tx`delete from notices where org_id = ${orgId} and user_id = ${userId}`;
  await tx`delete from action_watches where org_id = ${orgId} and user_id = ${userId}`;
}

/** Nobody watches, or is told of, what they do not see. */
export async function deleteUnseenWatches(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  const unseen = (table: string) => tx`
    delete from ${tx.unsafe(table)} w using organizations o
    where w.org_id = ${orgId} and o.id = ${orgId} and not exists (
      select 1 from users u where u.org_id = ${orgId} and u.id = w.user_id and ${personSees(tx, orgId, tx`w.repo_id`)})`;
  await unseen('watches');
  await unseen('notices');
  await unseen('action_watches');
}
