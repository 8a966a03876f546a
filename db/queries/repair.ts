import type { Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** Rebuilds the counters of a repository from its findings. */
export async function repairCounts(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`delete from finding_counts where org_id = ${orgId} and repo_id = ${repoId}`;
  await tx`
    insert into finding_counts (org_id, repo_id, state, category, severity, scanner, count)
    select org_id, repo_id, state, category, coalesce(severity_set, severity), scanner, count(*)::int from findings
    where org_id = ${orgId} and repo_id = ${repoId} group by 1, 2, 3, 4, 5, 6`;
}

export async function repairStreams(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`
    update streams st set present = c.present
    from (
      select k.id, count(s.finding_number)::int as present from streams k
      left join sightings s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.stream_id = k.id and s.until_upload is null
      where k.org_id = ${orgId} and k.repo_id = ${repoId} group by k.id) c
    where st.org_id = ${orgId} and st.repo_id = ${repoId} and st.id = c.id and st.present <> c.present`;
}

/** Sets the number of reports that took effect. */
export async function repairUploads(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`
    update repository_state set uploads = (
      select count(*)::int from uploads where org_id = ${orgId} and repo_id = ${repoId} and state = 'processed')
    where org_id = ${orgId} and repo_id = ${repoId}`;
}

/** Actions that are open, or have open findings. */
export async function listOpenActions(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<number[]> {
  const rows = await tx<{ number: number }[]>`
    select number from actions where org_id = ${orgId} and repo_id = ${repoId} and (open > 0 or accepted > 0)
    union
    select action_number from findings where org_id = ${orgId} and repo_id = ${repoId} and state = 'open'
    order by 1`;
  return rows.map((row) => row.number);
}
