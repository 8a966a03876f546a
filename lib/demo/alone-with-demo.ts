import { holdDemo } from '#db/queries/demo.ts';
import { Fault } from '#lib/errors.ts';
import type { BoundSystem } from '#lib/system.ts';

/**
 * Runs `work` while nobody else loads or removes the demo of the organization: two at once would mix their reports.
 * @param byCommand whoever typed it is told at once, where a job waits for its turn
 * @throws Fault conflict
 */
export async function aloneWithDemo<T extends object>(
  { sql }: BoundSystem,
  orgId: number,
  byCommand: boolean,
  work: () => Promise<T>,
): Promise<T> {
  const done = await holdDemo(sql, { orgId }, !byCommand, work);
  if (done !== null) return done;
  throw new Fault(
    'conflict',
    'The demo of this organization is being loaded or removed right now, by another command or from the screen. Try again when that is done.',
  );
}
