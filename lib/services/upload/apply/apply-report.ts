import { addCounts } from '#db/queries/counts.ts';
import { findByNumbers, type KnownFinding } from '#db/queries/findings-write.ts';
import { countUploadOfRepository, moveRepositoryDay } from '#db/queries/rescore.ts';
import { keepEstimates } from '#db/queries/statistics.ts';
import type { Difference, IncomingFinding, MovedFinding } from '#lib/domain/stream/diff.ts';
import type { Import, Incoming } from './import.ts';
import { recountActions } from './recount-actions.ts';
import { type Rescored, rescore } from './rescore.ts';
import { settleStates } from './settle-states.ts';
import { writeEvents } from './write-events.ts';
import { type Known, writeKnown, writeVanished } from './write-known.ts';
import { writeNew } from './write-new.ts';

export interface Applied {
  introduced: number;
  reopened: number;
  fixed: number;
  moved: number;
  changed: number;
  unchanged: number;
  score: { before: number | null; after: number | null };
}

/** Writes one difference: findings, evidence, sightings, states, events, counters, actions, score, day. All or nothing with `work.tx`. */
export async function applyDifference(
  work: Import,
  diff: Difference,
  incoming: readonly Incoming[],
  owners: ReadonlyMap<string, KnownFinding>,
): Promise<Applied> {
  const at = (item: IncomingFinding): Incoming => {
    const found = incoming[item.index];
    if (!found) throw new Error('the difference names a finding that the report does not hold');
    return found;
  };
  const plan = await planOf(work, diff, owners, at);
  await writeNew(work, plan.fresh);
  await keepEstimates(work.tx, work.scope, plan.fresh.length, ['sightings', 'evidence', 'actions']);
  await writeKnown(work, plan.known);
  await writeVanished(work, plan.vanished);
  const vanished = await findByNumbers(work.tx, work.scope, plan.vanished);
  await settleStates(work, [...plan.known.map((item) => item.finding), ...vanished]);
  await writeEvents(work, { upload: work.upload.number, userId: null });
  await addCounts(work.tx, work.scope, work.countDeltas());
  await recountActions(work);
  const rescored = await rescore(work.tx, work.scope, work.repository, work.now);
  await finishDay(work, rescored);
  return {
    introduced: work.introduced,
    reopened: work.reopened,
    fixed: work.fixed,
    moved: plan.moved,
    changed: diff.changed.length + plan.rekeyed,
    unchanged: diff.unchanged,
    score: { before: rescored.before, after: rescored.after },
  };
}

interface Plan {
  fresh: Incoming[];
  known: Known[];
  vanished: number[];
  moved: number;
  rekeyed: number;
}

/** Sorts the difference into new findings, known ones and lost ones; a move that is not clean becomes loss and gain. */
async function planOf(
  work: Import,
  diff: Difference,
  byKey: ReadonlyMap<string, KnownFinding>,
  at: (item: IncomingFinding) => Incoming,
): Promise<Plan> {
  const { tx, scope, stream } = work;
  const numbers = [...diff.moved, ...diff.rekeyed, ...diff.changed].map((item) => item.number);
  const byNumber = new Map(
    (numbers.length > 0 ? await findByNumbers(tx, scope, numbers) : []).map((row) => [row.number, row]),
  );
  // A key that another finding has cannot be taken over. Its own: another stream has reported the move already.
  const isFree = (item: { number: number; incoming: IncomingFinding }): boolean =>
    (byKey.get(item.incoming.key)?.number ?? item.number) === item.number;
  // A branch moves only what nothing but branches ever saw, or follows a move: the rest is loss and gain there.
  const mayMove = ({ number, incoming }: MovedFinding): boolean =>
    stream.tracked || byKey.has(incoming.key) || byNumber.get(number)?.state === 'branch';
  const moves = diff.moved.filter((move) => isFree(move) && mayMove(move));
  const rekeyed = diff.rekeyed.filter(isFree);
  const kept = new Set([...moves, ...rekeyed].map((item) => item.number));
  const unmoved = [...diff.moved, ...diff.rekeyed].filter((item) => !kept.has(item.number));
  const known: Known[] = [];
  const movesItself = new Set(moves.filter((move) => !byKey.has(move.incoming.key)).map((move) => move.number));
  for (const { number, incoming } of [...moves, ...rekeyed, ...diff.changed]) {
    const finding = byNumber.get(number);
    if (!finding) continue;
    known.push({ finding, incoming: at(incoming), moved: movesItself.has(number), kept: kept.has(number) });
  }
  for (const { number, from, to } of moves) {
    if (byNumber.get(number)?.path !== to) work.event(number, 'moved', { from, to });
  }
  const fresh: Incoming[] = [];
  for (const item of [...diff.appeared, ...unmoved.map((move) => move.incoming)]) {
    const finding = byKey.get(item.key);
    if (finding) known.push({ finding, incoming: at(item), moved: false, kept: false });
    else fresh.push(at(item));
  }
  const vanished = [...diff.vanished, ...unmoved.map((item) => item.number)];
  return { fresh, known, vanished, moved: moves.length, rekeyed: rekeyed.length };
}

async function finishDay(work: Import, rescored: Rescored): Promise<void> {
  await countUploadOfRepository(work.tx, work.scope, work.now);
  await moveRepositoryDay(work.tx, work.scope, {
    day: work.now.toISOString().slice(0, 10),
    score: rescored.after,
    scoreDetail: { state: rescored.detail.state, waterfall: rescored.detail.waterfall },
    open: rescored.open,
    introduced: work.introduced,
    reopened: work.reopened,
    fixed: work.fixed,
    uploads: 1,
  });
}
