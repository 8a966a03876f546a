import { readOsvNames } from '#db/queries/osv-records.ts';
import type { BoundSystem } from '#lib/system.ts';
import { learnNames } from '../advisory/learn-names.ts';

/** Records in one transaction: imports that learn names too wait for less than a second. */
const BATCH = 500;

/** Learns the names that the records of a load state as those of one problem. Safe to repeat: what is known is no news. */
export async function learnOsvNames(
  system: BoundSystem,
  { orgId, load }: { orgId: number; load: number },
): Promise<void> {
  for await (const groups of readOsvNames(system.sql, { orgId }, load, BATCH))
    await learnNames(system, { orgId }, groups);
}
