import { type EventCause, insertEvents } from '#db/queries/events.ts';
import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { LockedRepository } from './changes.ts';

const CHUNK = 20_000;

/**
 * Writes the history of findings. `by` is the upload (0: none) or person that caused it; findings fixed by confirming a
 * held upload name that upload (`confirms`).
 */
export async function writeEvents(
  { tx, scope, now }: LockedRepository,
  events: readonly FindingEvent[],
  { confirms = null, ...by }: Omit<EventCause, 'at'> & { confirms?: number | null },
): Promise<void> {
  for (let from = 0; from < events.length; from += CHUNK) {
    const chunk = events.slice(from, from + CHUNK);
    const told = confirms === null ? chunk : chunk.map((event) => confirming(event, confirms));
    await insertEvents(tx, scope, { at: now, ...by }, told);
  }
}

function confirming(event: FindingEvent, confirms: number): FindingEvent {
  return event.kind === 'fixed' ? { ...event, detail: { ...event.detail, confirms } } : event;
}
