import { endRows, findReferred, findStandingRows } from '#db/queries/privilege-write.ts';
import { missingOf } from './apply-numbered.ts';
import { inBatches } from './in-batches.ts';
import { leaveOpen } from './leave-open.ts';
import { type Numbered, placesOf, type SnapshotWork } from './snapshot-work.ts';

type Kind = 'resource' | 'principal';

/**
 * Ends the principals, or resources, that a snapshot does not have and would have; call after memberships and rights. What a row that
 * stands refers to, stands: whoever still may do something for all that is known has not gone.
 */
export async function settleMissing(work: SnapshotWork, kind: Kind): Promise<void> {
  const missing = missingOf(kind === 'resource' ? work.resources : work.principals);
  const leaving = new Map<number, Numbered>();
  await inBatches(missing, async (batch) => {
    for (const each of await mayLeave(work, kind, batch)) leaving.set(each.number, each);
  });
  if (kind === 'resource') keepParents(work, leaving);
  const ended = [...leaving.values()].map(({ key }) => key);
  const gone = new Set(ended);
  const silent = missing.flatMap(({ key }) => (gone.has(key) ? [] : [key]));
  const { tx, scope, snapshot } = work;
  await inBatches(ended, async (keys) => {
    if (kind === 'principal') await noteOwn(work, keys);
    await endRows(tx, scope, kind, snapshot, keys);
  });
  await inBatches(silent, async (keys) => leaveOpen(work, kind, await findStandingRows<Kind>(tx, scope, kind, keys)));
  work.written += ended.length;
}

async function mayLeave(work: SnapshotWork, kind: Kind, batch: readonly Numbered[]): Promise<Numbered[]> {
  const { tx, scope, told } = work;
  const rows = await findStandingRows<Kind>(
    tx,
    scope,
    kind,
    batch.map(({ key }) => key),
  );
  const telling = new Map(rows.map(({ number, sections }) => [number, sections === null ? null : sections.split(',')]));
  const unsaid = batch.filter(({ number }) => {
    const places = kind === 'resource' ? placesOf(work, number) : [];
    return !told.isSilent(telling.get(number) ?? null, places);
  });
  const referred = new Set(
    await findReferred(
      tx,
      scope,
      kind,
      unsaid.map(({ number }) => number),
    ),
  );
  return unsaid.filter(({ number }) => !referred.has(number));
}

/** What something lies in that stays, stays. */
function keepParents({ resources, resourcesByNumber }: SnapshotWork, leaving: Map<number, Numbered>): void {
  for (const each of resources.values()) {
    if (leaving.has(each.number)) continue;
    for (let at = each.parent; at !== null && leaving.delete(at); ) at = resourcesByNumber.get(at)?.parent ?? null;
  }
}

async function noteOwn({ tx, scope, drawn }: SnapshotWork, keys: readonly string[]): Promise<void> {
  for (const { number, ownLevel } of await findStandingRows(tx, scope, 'principal', keys)) {
    if (ownLevel !== null && ownLevel > 0) drawn.own.push({ principal: number, fromLevel: ownLevel, toLevel: 0 });
  }
}
