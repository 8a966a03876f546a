import type { OutboxKind } from '#lib/domain/outbox/event.ts';
import type { SinkEventKind } from './sink.ts';

/** The kinds of entries that these events are made of. */
export const outboxKindsOf = (events: readonly SinkEventKind[]): OutboxKind[] => [
  ...new Set(events.map((event) => (event === 'score_dropped' ? 'posture_changed' : event))),
];
