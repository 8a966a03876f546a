import { tokenDifference } from '#lib/domain/decision/bulk-token.ts';
import { Fault } from '#lib/errors.ts';

/** That a change is about what its preview showed; thrown at its end, it takes all of it back. @throws Fault conflict */
export function requireSame(shown: string, found: string): void {
  const difference = tokenDifference(shown, found);
  if (difference !== null) throw new Fault('conflict', `${difference} Nothing was changed: look at a new preview.`);
}
