import { join } from 'node:path';
import { takeNumbers } from '#db/queries/numbers.ts';
import {
  countStanding,
  findLatestSnapshot,
  findUntold,
  insertSnapshot,
  moveSnapshot,
  type Snapshot,
  writeUntold,
} from '#db/queries/privilege-snapshots.ts';
import { keepPrivilegeEstimates } from '#db/queries/statistics.ts';
import type { GainedAdmin } from '#lib/domain/privilege/history/gained-admin.ts';
import { Told, Untold } from '#lib/domain/privilege/history/told.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { At } from '../upload/apply/parts.ts';
import { PRIVILEGES_FILE } from '../upload/read/protocol.ts';
import { applyLinks } from './apply-links.ts';
import { applyNumbered } from './apply-numbered.ts';
import { drawChanges } from './draw-changes.ts';
import { RowFile } from './row-file.ts';
import { settleErasures } from './settle-erasures.ts';
import { settleLevels } from './settle-levels.ts';
import { settleMissing } from './settle-missing.ts';
import { Drawn, loadNumbered, type SnapshotWork } from './snapshot-work.ts';

export interface WrittenSnapshot {
  number: number;
  gained: GainedAdmin[];
}

/**
 * Makes an inventory the newest snapshot of its system, in the transaction that applies its upload: compares what it says with
 * what stands, and writes the difference. One that is older than the newest has no effect.
 * @param reread the same upload, read by a newer version: what that reads otherwise is no change
 */
export async function writeSnapshot(
  at: Pick<At, 'tx' | 'scope' | 'now' | 'upload'>,
  folder: string,
  facts: InventoryFacts,
  { reread }: { reread: boolean },
): Promise<WrittenSnapshot | null> {
  const { tx, scope } = at;
  const latest = await findLatestSnapshot(tx, scope);
  const collectedAt = new Date(facts.collectedAt);
  if (latest !== null && (reread ? latest.upload !== at.upload.number : latest.collectedAt >= collectedAt)) {
    // The same inventory, judged again: what reads it anew after an upgrade finds it by the upload that is in effect.
    if (!reread && latest.collectedAt.getTime() === collectedAt.getTime())
      await moveSnapshot(tx, scope, latest.number, at.upload.number);
    return null;
  }
  const file = new RowFile(join(folder, PRIVILEGES_FILE));
  try {
    return await write(at, file, facts, { reread, latest });
  } finally {
    await file.close();
  }
}

async function write(
  at: Pick<At, 'tx' | 'scope' | 'now' | 'upload'>,
  file: RowFile,
  facts: InventoryFacts,
  { reread, latest }: { reread: boolean; latest: Snapshot | null },
): Promise<WrittenSnapshot> {
  const { tx, scope } = at;
  const collectedAt = new Date(facts.collectedAt);
  const unanswered = new Map((await file.head()).map(([section, keys]) => [section, new Set(keys)]));
  // Who says that there is more of it says nothing of what is not in it.
  const sections = at.upload.complete ? facts.sections : [];
  const number = await takeNumbers(tx, scope, 'snapshot', 1);
  const work = await open(at, number, new Told(sections, unanswered), latest);
  await applyNumbered(work, file, 'resource');
  await applyNumbered(work, file, 'principal');
  await applyLinks(work, file, 'membership');
  await applyLinks(work, file, 'grant');
  await keepPrivilegeEstimates(tx, work.written);
  await settleMissing(work, 'principal');
  await settleMissing(work, 'resource');
  const levels = await settleLevels(work);
  const isDrawn = latest !== null && !reread;
  const { changes, gained } = isDrawn ? await drawChanges(work, collectedAt, levels) : { changes: 0, gained: [] };
  const untold = work.untold.after(facts.sections, unanswered, (key) => work.resources.get(key)?.before ?? false);
  await writeUntold(tx, scope, untold);
  await insertSnapshot(tx, scope, {
    ...{ number, source: facts.source, scope: facts.scope, collectedAt, appliedAt: at.now, upload: at.upload.number },
    ...{ reread, sections: facts.sections, ...(await countStanding(tx, scope)), dangling: work.dangling, changes },
  });
  await settleErasures(tx, scope);
  return { number, gained };
}

async function open(
  { tx, scope }: Pick<At, 'tx' | 'scope'>,
  snapshot: number,
  told: Told,
  latest: Snapshot | null,
): Promise<SnapshotWork> {
  const resources = await loadNumbered(tx, scope, 'resource');
  const principals = await loadNumbered(tx, scope, 'principal');
  return {
    ...{ tx, scope, snapshot, told, resources, principals },
    untold: new Untold(await findUntold(tx, scope), latest?.sections ?? null),
    resourcesByNumber: new Map([...resources.values()].map((each) => [each.number, each])),
    ...{ drawn: new Drawn(), written: 0, dangling: 0 },
  };
}
