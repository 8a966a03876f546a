import { type EventCause, insertEvents } from '#db/queries/events.ts';
import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { LockedRepository } from './changes.ts';

const CHUNK = 20_000;

/** History of what happened, by an upload (0: none) or a person. */
export async function writeEvents(
  { tx, scope, now }: LockedRepository,
  events: readonly FindingEvent[],
  by: Omit<EventCause, 'at'>,
): Promise<void> {
  for (let from = 0; from < events.length; from += CHUNK) {
    await insertEvents(tx, scope, { at: now, ...by }, events.slice(from, from + CHUNK));
  }
}
