import { type EventCause, insertEvents } from '#db/queries/events.ts';
import type { FindingEvent, FindingEventDetail } from '#lib/domain/finding/event.ts';
import type { LockedRepository } from './changes.ts';

const CHUNK = 20_000;

/**
 * Writes the history of findings. `by` is the upload (0: none) or person that caused it; `fixedBy` says of what was fixed
 * what else belongs to it: the held upload that was confirmed, or the stream that was retired.
 */
export async function writeEvents(
  { tx, scope, now }: LockedRepository,
  events: readonly FindingEvent[],
  { fixedBy = null, ...by }: Omit<EventCause, 'at'> & { fixedBy?: FindingEventDetail | null },
): Promise<void> {
  for (let from = 0; from < events.length; from += CHUNK) {
    const chunk = events.slice(from, from + CHUNK);
    const told = fixedBy === null ? chunk : chunk.map((event) => explained(event, fixedBy));
    await insertEvents(tx, scope, { at: now, ...by }, told);
  }
}

function explained(event: FindingEvent, fixedBy: FindingEventDetail): FindingEvent {
  return event.kind === 'fixed' ? { ...event, detail: { ...event.detail, ...fixedBy } } : event;
}
