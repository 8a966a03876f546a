import { findInForce } from '#db/queries/exceptions-read.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { Changes, LockedRepository } from '../ledger/changes.ts';

const CHUNK = 5000;

/** After the findings of `first`, those with an exception in force: the ledger asks whether each still holds. Read when it comes to them. */
export async function* alsoDecided(
  { tx, scope }: LockedRepository,
  first: Changes['touched'],
): AsyncGenerator<readonly KnownFinding[]> {
  yield* first;
  const numbers = await findInForce(tx, scope);
  for (let from = 0; from < numbers.length; from += CHUNK) {
    yield await findByNumbers(tx, scope, numbers.slice(from, from + CHUNK));
  }
}
