import { claimIssue, type IssuePlace, listDueIssues } from '#db/queries/action-issues.ts';
import { findTracker } from '#db/queries/trackers.ts';
import { inTransaction } from '#db/transaction.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import type { BoundSystem } from '#lib/system.ts';
import { settleWork } from './settle-work.ts';
import { workOn } from './work-on.ts';

/** For one issue, with all that is asked of its tracker; a worker that was stopped has lost the issue after it. */
const CLAIM_MS = 5 * MINUTE_MS;
/** Milliseconds after which a run leaves the rest to the next one: other jobs wait for this worker too. */
const RUN_MS = 30_000;
const BATCH = 50;

/**
 * Makes the issues that were ordered and looks at those that are due, one after another. One that fails is due again later;
 * a tracker that wants to be left alone for a while is. Two workers never take up one issue at a time.
 */
export async function workIssues(system: BoundSystem, { orgId }: { orgId: number }): Promise<void> {
  const began = performance.now();
  const busy = new Set<number>();
  for (;;) {
    const due = await listDueIssues(system.sql, { orgId }, system.now(), BATCH);
    const places = due.filter(({ trackerId }) => !busy.has(trackerId));
    if (places.length === 0) return;
    for (const place of places) {
      if (performance.now() - began > RUN_MS) return;
      if (!busy.has(place.trackerId) && (await workOnOne(system, place)) === 'leave') busy.add(place.trackerId);
    }
  }
}

/** @returns `leave`: the tracker is to be left alone */
async function workOnOne(system: BoundSystem, place: IssuePlace): Promise<'go on' | 'leave'> {
  const now = system.now();
  const until = new Date(now.getTime() + CLAIM_MS);
  const issue = await inTransaction(system.sql, (tx) => claimIssue(tx, place, { now, until }));
  if (issue === null) return 'go on';
  const tracker = await findTracker(system.sql, place);
  const worked = await workOn(system, issue, tracker);
  await settleWork(system, issue, worked);
  return worked.isBusy ? 'leave' : 'go on';
}
