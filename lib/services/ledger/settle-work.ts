import {
  type ActionEventRow,
  columnsOfWork,
  deleteWork,
  findHeldIn,
  insertActionEvents,
  type LockedWork,
  lockUnsettledWork,
  updateWork,
  workOf,
} from '#db/queries/action-work.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { type Changed, closingEvent, seenStill, type Work } from '#lib/domain/action/work.ts';
import type { WorkEventDetail } from '#lib/domain/action/work-event.ts';
import { workHours } from '#lib/domain/action/work-hours.ts';
import { MOST_LISTED, type WorkedActions } from '#lib/domain/outbox/event.ts';
import { noticeOfWork } from '../watch/notice-of-work.ts';
import type { LockedRepository, StreamWitness } from './changes.ts';

/**
 * Tells those who work on actions what became of these: closed, which settles the work, or still there in a report that
 * was taken after they had said that it is fixed.
 * @param upload what changed the findings; 0: no report
 */
export async function settleWork(
  at: LockedRepository,
  witnesses: readonly StreamWitness[],
  upload: number,
): Promise<void> {
  const unsettled = await lockUnsettledWork(at.tx, at.scope);
  if (unsettled.length === 0) return;
  const closed = unsettled.filter(({ open }) => open === 0);
  const back = await backAmong(
    at,
    unsettled.filter(({ open }) => open > 0),
    witnesses,
  );
  await close(at, closed, upload);
  await bringBack(at, back, upload);
}

async function close(at: LockedRepository, closed: readonly LockedWork[], upload: number): Promise<void> {
  if (closed.length === 0) return;
  const { tx, scope, now } = at;
  const events = closed.map((row): ActionEventRow => {
    const work = workOf(row);
    const kind = closingEvent(work, upload);
    const detail = kind === 'verified' ? learnedOf(row, work, now) : assigneeOf(work);
    return { ...placeOf(row), at: now, kind, upload, userId: null, revision: row.revision, detail };
  });
  await insertActionEvents(tx, scope, events);
  const numbers = closed.map(({ number }) => number);
  await deleteWork(tx, scope, numbers);
  await noticeOfWork(tx, { orgId: scope.orgId, now, userId: null }, closed);
  const verified = closed.filter((row) => closingEvent(workOf(row), upload) === 'verified');
  await tell(at, 'action_verified', verified, upload);
}

const placeOf = ({ repoId, number }: LockedWork) => ({ repoId, actionNumber: number });

function assigneeOf({ assignee }: Work): WorkEventDetail | null {
  return assignee === null ? null : { assignee };
}

/** What it took: from taking it on until somebody said that it is fixed, or a scan knew before anybody said so. */
function learnedOf({ effortKind }: LockedWork, work: Work, now: Date): WorkEventDetail {
  const { claimedAt, saidAt } = work;
  if (claimedAt === null) return assigneeOf(work) ?? {};
  const to = saidAt ?? now;
  const hours = { hours: workHours(claimedAt, to), effortKind, from: claimedAt.toISOString(), to: to.toISOString() };
  return { ...assigneeOf(work), ...hours };
}

type Back = { row: LockedWork; changed: Changed };

async function backAmong(
  { tx, scope }: LockedRepository,
  awaiting: readonly LockedWork[],
  witnesses: readonly StreamWitness[],
): Promise<Back[]> {
  if (awaiting.length === 0 || witnesses.length === 0) return [];
  const numbers = awaiting.map(({ number }) => number);
  const streams = new Map(witnesses.map((witness) => [witness.streamId, witness]));
  const held = await findHeldIn(tx, scope, numbers, [...streams.keys()]);
  const heldIn = Map.groupBy(held, ({ number }) => number);
  return awaiting.flatMap((row) => {
    for (const { streamId } of heldIn.get(row.number) ?? []) {
      const witness = streams.get(streamId);
      const changed = witness === undefined ? null : seenStill(workOf(row), witness);
      if (changed !== null) return [{ row, changed }];
    }
    return [];
  });
}

async function bringBack(at: LockedRepository, back: readonly Back[], upload: number): Promise<void> {
  if (back.length === 0) return;
  const { tx, scope, now } = at;
  const rows = back.map(({ row, changed }) => ({
    ...placeOf(row),
    ...columnsOfWork(changed.work),
    revision: row.revision + 1,
  }));
  await updateWork(tx, scope, rows);
  const events = back.map(({ row, changed: { event, work } }): ActionEventRow => {
    const detail = assigneeOf(work);
    return { ...placeOf(row), at: now, kind: event, upload, userId: null, revision: row.revision + 1, detail };
  });
  await insertActionEvents(tx, scope, events);
  const rowsBack = back.map(({ row }) => row);
  await noticeOfWork(tx, { orgId: scope.orgId, now, userId: null }, rowsBack);
  await tell(at, 'action_back', rowsBack, upload);
}

async function tell(
  { tx, scope, now }: LockedRepository,
  kind: 'action_verified' | 'action_back',
  rows: readonly LockedWork[],
  upload: number,
): Promise<void> {
  if (rows.length === 0) return;
  const detail: WorkedActions = {
    count: rows.length,
    actions: rows.slice(0, MOST_LISTED).map(({ number, kind }) => ({ number, kind })),
  };
  await insertOutbox(tx, scope, { at: now, upload, userId: null, kind, detail });
}
