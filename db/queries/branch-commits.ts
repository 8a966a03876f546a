import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';

/** A commit of the default branch. */
export interface BranchCommit {
  number: number;
  sha: string;
  committedAt: Date;
}

/** Those that are known, the oldest first. */
export async function findBranchCommits(sql: Connection, scope: RepositoryScope): Promise<BranchCommit[]> {
  return sql<BranchCommit[]>`
    select number, sha, committed_at from branch_commits
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} order by number`;
}

/** When the newest one was told last; null: none is known. */
export async function findCommitsToldAt(sql: Connection, scope: RepositoryScope): Promise<Date | null> {
  const [row] = await sql<{ toldAt: Date }[]>`
    select told_at from branch_commits
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} order by number desc limit 1`;
  return row?.toldAt ?? null;
}

/** Forgets those that are no part of the branch any more, and those that are older than is kept. */
export async function forgetBranchCommits(
  tx: Transaction,
  scope: RepositoryScope,
  { above, below }: { above: number; below: number },
): Promise<void> {
  await tx`
    delete from branch_commits
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and (number > ${above} or number < ${below})`;
}

export async function insertBranchCommits(
  tx: Transaction,
  scope: RepositoryScope,
  commits: readonly BranchCommit[],
  toldAt: Date,
): Promise<void> {
  if (commits.length === 0) return;
  await tx`
    insert into branch_commits (org_id, repo_id, number, sha, committed_at, told_at)
    select ${scope.orgId}, ${scope.repoId}, c.number, c.sha, to_timestamp(c.at / 1000.0), ${toldAt}
    from unnest(${commits.map(({ number }) => number)}::int[], ${commits.map(({ sha }) => sha)}::text[],
      ${commits.map(({ committedAt }) => committedAt.getTime())}::bigint[]) c(number, sha, at)`;
}

/** What is known of the branch behind `commit`, which may be shortened: since when what follows is not scanned, or that nothing does. */
export function behindCommit(sql: Connection, { orgId, repoId }: RepositoryScope, commit: Fragment): Fragment {
  return sql`
    select next.committed_at, case when next.committed_at is null then c.told_at end
    from branch_commits c
    left join lateral (
      select n.committed_at from branch_commits n
      where n.org_id = ${orgId} and n.repo_id = ${repoId} and n.number > c.number order by n.number limit 1) next on true
    where c.org_id = ${orgId} and c.repo_id = ${repoId} and c.sha like lower(${commit}) || '%'
    order by c.number desc limit 1`;
}

/** Notes that the newest one was told, and of each stream what that says of the commit that it scanned. */
export async function settleBranchCommits(tx: Transaction, scope: RepositoryScope, toldAt: Date): Promise<void> {
  const { orgId, repoId } = scope;
  await tx`
    update branch_commits set told_at = ${toldAt}
    where org_id = ${orgId} and repo_id = ${repoId} and number = (
      select max(number) from branch_commits where org_id = ${orgId} and repo_id = ${repoId})`;
  await tx`
    update streams s set (unscanned_since, commit_seen_at) = (${behindCommit(tx, scope, tx`s.last_success_commit`)})
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.last_success_commit is not null`;
}
