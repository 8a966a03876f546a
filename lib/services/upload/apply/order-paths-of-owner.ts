import type { Transaction } from '#db/client.ts';
import { addJob } from '#db/queries/jobs.ts';
import { findRepositoryByName, type Repository } from '#db/queries/repositories.ts';
import type { JudgedSubject } from '#lib/domain/judged/judged-subject.ts';
import { workflowsOf } from '#lib/domain/privilege/access/workflows-of.ts';
import { findPathsJob } from '#lib/jobs/find-paths.ts';
import { orderOf } from '#lib/jobs/job.ts';

/** Whether workflow files let others in than before, or hand them something else. */
export const isOpenedDifferently = (before: readonly JudgedSubject[], after: readonly JudgedSubject[]): boolean =>
  keyOf(before) !== keyOf(after);

const keyOf = (subjects: readonly JudgedSubject[]): string =>
  JSON.stringify(
    subjects
      .filter(({ kind }) => kind === 'workflow')
      .flatMap(({ name, facts }) => {
        const found = workflowsOf(name, facts);
        return found.length === 0 ? [] : [{ name, found }];
      })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );

/** Paths of the organization that a repository is in are computed again. */
export async function orderPathsOfOwner(tx: Transaction, { orgId, fullName }: Repository): Promise<void> {
  const system = await findRepositoryByName(tx, { orgId }, `github/${fullName.split('/')[0] ?? ''}`);
  if (system !== null) await addJob(tx, orderOf(findPathsJob, { orgId, repoId: system.id }));
}
