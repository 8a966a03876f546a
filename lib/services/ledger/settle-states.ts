import type { Changes, LockedRepository } from './changes.ts';
import { settleFindings } from './settle-findings.ts';

const CHUNK = 5000;

/** Derives states and severities from the sightings, which must be written before; records their events and counts. */
export async function settleStates(at: LockedRepository, changes: Changes): Promise<void> {
  for await (const findings of changes.touched) {
    for (let from = 0; from < findings.length; from += CHUNK) {
      await settleFindings(at, changes, findings.slice(from, from + CHUNK));
    }
  }
}
