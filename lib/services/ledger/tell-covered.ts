import type { NewException } from '#db/queries/exceptions-write.ts';
import { DECISIONS } from '#lib/domain/finding/finding.ts';
import { tellExceptions } from '../exception/tell-exceptions.ts';
import type { LockedRepository } from './changes.ts';

/** Tells of exceptions that nobody decided about one by one: an entry for each kind, with the end that comes first. */
export async function tellCovered(
  at: LockedRepository,
  covered: readonly NewException[],
  upload: number,
): Promise<void> {
  for (const kind of DECISIONS) {
    const own = covered.filter((one) => one.kind === kind);
    if (own.length === 0) continue;
    const ends = own.flatMap(({ expiresAt }) => expiresAt?.getTime() ?? []);
    const expiresAt = ends.length === 0 ? null : new Date(ends.reduce((first, end) => Math.min(first, end)));
    const alike = own.map((one) => ({ ...one, expiresAt }));
    await tellExceptions(at, 'exception_approved', alike, { userId: null, upload });
  }
}
