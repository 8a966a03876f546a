import { type EventCause, findLatestEvent, insertEvents } from '#db/queries/events.ts';
import type { FindingEvent, FindingEventDetail } from '#lib/domain/finding/event.ts';
import { afterLatest } from '#lib/domain/time.ts';
import type { LockedRepository } from './changes.ts';

const CHUNK = 20_000;

interface Causes {
  fixedBy?: FindingEventDetail | null;
  byToken?: string | null;
}

/**
 * Writes the history of findings. `by` is the upload (0: none) or person that caused it; `fixedBy` says of what was fixed
 * what else belongs to it: the held upload that was confirmed, or the stream that was retired; `byToken`, the API token that
 * caused what neither an upload nor a person did, by its name of that time. What no upload caused comes after all that
 * history has of the same findings; events of an upload have the time at which it was processed.
 */
export async function writeEvents(
  { tx, scope, now }: LockedRepository,
  events: readonly FindingEvent[],
  { fixedBy = null, byToken = null, ...by }: Omit<EventCause, 'at'> & Causes,
): Promise<void> {
  for (let from = 0; from < events.length; from += CHUNK) {
    const chunk = events.slice(from, from + CHUNK);
    const isPlain = fixedBy === null && byToken === null;
    const told = isPlain ? chunk : chunk.map((event) => explained(event, { fixedBy, byToken }));
    const numbers = chunk.map(({ number }) => number);
    const at = by.upload > 0 ? now : afterLatest(now, await findLatestEvent(tx, scope, numbers, now));
    await insertEvents(tx, scope, { at, ...by }, told);
  }
}

function explained(event: FindingEvent, { fixedBy = null, byToken = null }: Causes): FindingEvent {
  const detail = {
    ...event.detail,
    ...(event.kind === 'fixed' ? fixedBy : null),
    ...(byToken === null ? null : { by: byToken }),
  };
  return Object.keys(detail).length === 0 ? event : { ...event, detail };
}
