import { findHeld } from '#db/queries/branch.ts';
import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { Introduced } from './compare-with-default.ts';
import type { At, Part } from './parts.ts';

/**
 * What a report of a ref that counts introduced: what it opened that was not open before. The first report of a stream has
 * nothing before it: what it holds may have been there for years.
 */
export async function introducedOnTracked(
  { tx, scope }: At,
  parts: readonly Part[],
  events: readonly FindingEvent[],
): Promise<Introduced> {
  const uncompared = parts.filter(({ stream }) => stream.currentUpload === null);
  const opened = events.filter(({ kind }) => kind === 'introduced' || kind === 'reopened').map(({ number }) => number);
  if (uncompared.length === 0) return { numbers: opened, uncompared };
  if (uncompared.length === parts.length) return { numbers: [], uncompared };
  const streams = uncompared.map(({ stream }) => stream.id);
  const old = await findHeld(tx, scope, streams, opened);
  return { numbers: opened.filter((number) => !old.has(number)), uncompared };
}
