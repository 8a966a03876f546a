import { addJob } from '#db/queries/jobs.ts';
import type { StandingDecisions } from '#db/queries/standing-decisions.ts';
import { followStatementsJob } from '#lib/jobs/follow-statements.ts';
import { orderOf } from '#lib/jobs/job.ts';
import type { Changes, LockedRepository } from './changes.ts';

/** By names that were learned from a report, statements may be about findings that it says nothing new of. */
export async function followStatementsLater(
  { tx, scope }: Pick<LockedRepository, 'tx' | 'scope'>,
  { uploads }: Changes,
  { trusted, adopted }: Pick<StandingDecisions, 'trusted' | 'adopted'>,
): Promise<void> {
  if (uploads > 0 && (trusted.length > 0 || adopted)) await addJob(tx, orderOf(followStatementsJob, { ...scope }));
}
