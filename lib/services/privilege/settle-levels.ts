import { type StandingPrincipal, updateLevels } from '#db/queries/privilege-levels.ts';
import { computeLevels } from './compute-levels.ts';
import { inBatches } from './in-batches.ts';
import type { SnapshotWork } from './snapshot-work.ts';

export type Levelled = Pick<StandingPrincipal, 'number' | 'kind' | 'level'>;

/** Stores what each principal may do all in all, where that is not what is stored. @returns all that stand, by number */
export async function settleLevels({ tx, scope }: SnapshotWork): Promise<Map<number, Levelled>> {
  const all = await computeLevels(tx, scope);
  const different = all.flatMap(({ stored, computed }) =>
    stored.level === computed.level && stored.rights === computed.rights ? [] : [{ ...stored, ...computed }],
  );
  await inBatches(different, (rows) => updateLevels(tx, scope, rows));
  return new Map(all.map(({ stored, computed }) => [stored.number, { ...stored, ...computed }]));
}
