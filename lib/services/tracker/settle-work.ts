import { type IssueRow, settleIssue } from '#db/queries/action-issues.ts';
import { pauseTracker } from '#db/queries/trackers.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import type { Worked } from './work-on.ts';

/** Writes down what came of an issue, and that its tracker is to be left alone. */
export async function settleWork(
  { sql }: Pick<BoundSystem, 'sql'>,
  issue: IssueRow,
  { outcome, pauseUntil }: Worked,
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await settleIssue(tx, issue, outcome);
    if (pauseUntil !== null) await pauseTracker(tx, issue, pauseUntil);
  });
}
