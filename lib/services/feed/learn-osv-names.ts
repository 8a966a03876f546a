import { readOsvNames } from '#db/queries/osv-records.ts';
import type { BoundSystem } from '#lib/system.ts';
import { FIRST_BATCH, nextBatch } from '../advisory/batch-size.ts';
import { learnNames } from '../advisory/learn-names.ts';

/** Records that are read at once. */
const BATCH = 500;

/**
 * Learns the names that the records of a load state as those of one problem. Safe to repeat: what is known is no news. Each
 * transaction is as large as lets imports, which learn names too, wait for a moment only.
 */
export async function learnOsvNames(
  system: BoundSystem,
  { orgId, load }: { orgId: number; load: number },
): Promise<void> {
  let size = FIRST_BATCH;
  for await (const groups of readOsvNames(system.sql, { orgId }, load, BATCH)) {
    for (let from = 0; from < groups.length; ) {
      const some = groups.slice(from, from + size);
      const began = performance.now();
      await learnNames(system, { orgId }, some);
      from += some.length;
      // What is left of a reading is less than a batch, and quicker than one.
      if (some.length === size) size = nextBatch(size, performance.now() - began);
    }
  }
}
