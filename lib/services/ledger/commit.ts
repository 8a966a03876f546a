import { addCounts } from '#db/queries/counts.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { moveRepositoryDay } from '#db/queries/rescore.ts';
import { findStandingDecisions } from '#db/queries/standing-decisions.ts';
import { dayAt } from '#lib/domain/calendar/day-zones.ts';
import type { FindingEventDetail } from '#lib/domain/finding/event.ts';
import { isWorthTelling, type PostureChange } from '#lib/domain/outbox/posture-change.ts';
import { TOLD_EVENTS } from '#lib/domain/watch/told-events.ts';
import { noticeOf } from '../watch/notice-of.ts';
import type { Changes, LockedRepository } from './changes.ts';
import { coverByRules } from './cover-by-rules.ts';
import { coverByStatements } from './cover-by-statements.ts';
import { followStatementsLater } from './follow-statements-later.ts';
import { recountActions } from './recount-actions.ts';
import { rescore } from './rescore.ts';
import { settleStates } from './settle-states.ts';
import { settleWork } from './settle-work.ts';
import { tellAdopted } from './tell-adopted.ts';
import { tellCovered } from './tell-covered.ts';
import { tellReturned } from './tell-returned.ts';
import { writeEvents } from './write-events.ts';
import { writeLedger } from './write-ledger.ts';

/** Findings of whose events those who watch are told. */
function toldOf({ events }: Changes): number[] {
  return [...new Set(events.flatMap(({ kind, number }) => (TOLD_EVENTS.includes(kind) ? [number] : [])))];
}

/**
 * The only way to change anything that counts. Writes what follows from changes to a repository's findings, settings or
 * age, in this order: states, what rules and statements except, events, counters, actions, what people said of these, score, day, outbox. `by` is who caused it (upload 0: no upload);
 * `byToken` is the name of an API token, where neither an upload nor a person did.
 */
export async function commit(
  at: LockedRepository,
  changes: Changes,
  by: { upload: number; userId: number | null; byToken?: string | null; fixedBy?: FindingEventDetail | null },
): Promise<PostureChange> {
  const standing = await findStandingDecisions(at.tx, at.scope, at.now);
  const { sla } = standing.policy;
  await settleStates(at, changes);
  if (standing.ruled) await coverByRules(at, changes);
  await coverByStatements(at, changes, standing);
  const counted = changes.countDeltas();
  await Promise.all([writeEvents(at, changes.events, by), addCounts(at.tx, at.scope, counted)]);
  const live = await recountActions(at, changes, { ...by, sla });
  await noticeOf(at, toldOf(changes), { by: by.userId });
  if (standing.worked) await settleWork(at, changes.witnesses, by.upload);
  const rescored = await rescore(at, changes.uploads, { sla, exempted: new Set(standing.exempted) });
  const { after, detail, open } = rescored;
  const before = rescored.before.score;
  const ledger = await writeLedger(at, changes, { rescored, sla, by });
  const flows = changes.flows();
  await moveRepositoryDay(at.tx, at.scope, {
    day: dayAt(standing.zones, at.now),
    score: after,
    scoreDetail: { state: detail.state, waterfall: detail.waterfall },
    open,
    ...flows,
    ...changes.origins(),
    uploads: changes.uploads,
    ledger,
    criticality: at.repository.criticality,
    archived: at.repository.archived,
  });
  const change = { ...flows, score: { before, after } };
  const told = { at: at.now, upload: by.upload, userId: by.userId };
  if (isWorthTelling(change, counted.length > 0)) {
    await insertOutbox(at.tx, at.scope, { ...told, kind: 'posture_changed', detail: change });
  }
  for (const event of changes.told) await insertOutbox(at.tx, at.scope, { ...told, ...event });
  if (live !== null) await insertOutbox(at.tx, at.scope, { ...told, kind: 'live_secret_found', detail: live });
  await followStatementsLater(at, changes, standing);
  await tellCovered(at, changes.covered, by.upload);
  await tellAdopted(at, changes, by.upload);
  await tellReturned(at, changes, by.upload);
  return change;
}
