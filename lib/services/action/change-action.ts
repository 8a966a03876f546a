import type { Transaction } from '#db/client.ts';
import {
  type ActionEventRow,
  columnsOfWork,
  insertActionEvents,
  lockWork,
  updateWork,
  workOf,
} from '#db/queries/action-work.ts';
import { findAction } from '#db/queries/actions-read.ts';
import { findSeenBy, keepSights } from '#db/queries/assignees.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ActionChangeBody } from '#lib/contracts/action-work.ts';
import { type Assignee, changeWork, type WorkChange } from '#lib/domain/action/work.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { auditOf } from './audit-of-change.ts';
import type { Done } from './done.ts';
import { type ActionPlace, samePlaces } from './same-places.ts';
import { tellOfWork } from './tell-of-work.ts';
import { refusalOf, wishOf } from './wish-of.ts';

export interface ActionChanged {
  /** How many actions changed, each repository's counted. */
  changed: number;
  /** Where the same fix stayed as it was, and why. */
  kept: { repo: string; reason: string }[];
}

/**
 * Changes what people do about an action: who does it, until when, and whether they say that it is fixed. It counts
 * nothing: only a scan closes an action.
 * @throws Fault not_found; invalid_input for somebody who does not see the repository; conflict when somebody else has it,
 *   or changed it since `revision`
 */
export async function changeAction(ctx: Context, id: string, body: ActionChangeBody): Promise<ActionChanged> {
  permit(ctx, 'finding:write', 'repositories');
  if (decodeId('coverage', id) !== null) {
    throw new Fault('conflict', 'This ends by itself when a scanner reports: nobody has to claim it.');
  }
  const key = decodeId('action', id);
  const row = permit(ctx, 'finding:write', {
    what: 'action',
    row: key && (await findAction(ctx.sql, ctx.readScope, key)),
  });
  return inTransaction(ctx.sql, async (tx) => {
    await keepSights(tx, ctx);
    const wish = await wishOf(tx, ctx, body);
    const places = [row, ...(body.everywhere ? await samePlaces(tx, ctx, row) : [])];
    const decided = await decide(tx, ctx, { places, wish, revision: body.revision });
    await write(tx, ctx, decided.done);
    if (decided.done.length > 0) await writeAudit(tx, auditSource(ctx), auditOf(id, body.change, decided.done));
    return { changed: decided.done.length, kept: decided.kept };
  });
}

/** What changes, and what stays as it is because it is somebody else's. The first place decides whether anything does. */
async function decide(
  tx: Transaction,
  ctx: Context,
  { places, wish, revision }: { places: readonly ActionPlace[]; wish: WorkChange; revision: number | undefined },
): Promise<{ done: Done[]; kept: ActionChanged['kept'] }> {
  const [first] = places;
  const locked = await lockWork(tx, ctx, places);
  const blind = await blindAmong(tx, ctx, places, wish);
  const rows = new Map(locked.map((row) => [`${row.repoId} ${row.number}`, row]));
  const done: Done[] = [];
  const kept: ActionChanged['kept'] = [];
  for (const place of places) {
    const row = rows.get(`${place.repoId} ${place.number}`);
    const seen = place === first ? revision : undefined;
    const refused = await refusalOf(tx, ctx, { row, wish, revision: seen, isBlind: blind.has(place.repoId) });
    const changed = refused === null && row ? changeWork(workOf(row), wish, ctx.now()) : null;
    if (refused !== null && place === first) throw refused;
    if (refused !== null) kept.push({ repo: place.fullName, reason: refused.sentence });
    else if (row && changed !== null && typeof changed !== 'string') {
      done.push({ row, changed, fullName: place.fullName });
    }
  }
  return { done, kept };
}

/** Repositories that the one whose it would become does not see. */
async function blindAmong(
  tx: Transaction,
  ctx: Context,
  places: readonly ActionPlace[],
  wish: WorkChange,
): Promise<Set<number>> {
  const assignee = assigneeOf(wish);
  if (assignee === null) return new Set();
  const ids = places.map(({ repoId }) => repoId);
  const seen = new Set(await findSeenBy(tx, ctx, assignee, ids));
  return new Set(ids.filter((id) => !seen.has(id)));
}

function assigneeOf(wish: WorkChange): Assignee | null {
  switch (wish.change) {
    case 'claim':
      return wish.for;
    case 'assign':
      return wish.to;
    // Who says that it is fixed sees it.
    case 'say_fixed':
    case 'release':
    case 'not_fixed':
    case 'set_due':
      return null;
  }
}

async function write(tx: Transaction, ctx: Context, done: readonly Done[]): Promise<void> {
  const { userId, byToken } = causeOf(ctx);
  const rows = done.map(({ row, changed }) => ({
    ...{ repoId: row.repoId, actionNumber: row.number, revision: row.revision + 1 },
    ...columnsOfWork(changed.work),
  }));
  await updateWork(tx, ctx, rows);
  const events = done.map(({ row, changed }): ActionEventRow => {
    const { assignee, due } = changed.event === 'released' ? { ...changed.work, ...workOf(row) } : changed.work;
    const detail = {
      ...(assignee === null ? {} : { assignee }),
      ...(byToken === null ? {} : { byToken }),
      ...(changed.event === 'due_set' && due !== null ? { dueAt: due.at.toISOString(), reason: due.reason } : {}),
    };
    return {
      ...{ repoId: row.repoId, actionNumber: row.number, at: ctx.now(), kind: changed.event },
      ...{ upload: 0, userId, revision: row.revision + 1, detail },
    };
  });
  await insertActionEvents(tx, ctx, events);
  await tellOfWork(tx, { orgId: ctx.orgId, now: ctx.now(), userId }, done);
}
