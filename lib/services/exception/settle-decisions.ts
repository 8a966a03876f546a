import { setDecided } from '#db/queries/exceptions-write.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import type { FindingEventDetail } from '#lib/domain/finding/event.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import type { Changes, LockedRepository } from '../ledger/changes.ts';

const CHUNK = 5000;

/**
 * Puts exceptions of findings into force, or (`decided` null) out of it. States, counts and score follow when the ledger
 * commits `changes`.
 * @param detail what the history of each finding says of it
 */
export async function settleDecisions(
  { tx, scope }: LockedRepository,
  changes: Changes,
  decided: Decision | null,
  findings: readonly { number: number; detail: FindingEventDetail }[],
): Promise<void> {
  for (const { number, detail } of findings) changes.decisions.set(number, detail);
  for (let from = 0; from < findings.length; from += CHUNK) {
    const numbers = findings.slice(from, from + CHUNK).map(({ number }) => number);
    await setDecided(tx, scope, numbers, decided);
    changes.touch(await findByNumbers(tx, scope, numbers));
  }
}
