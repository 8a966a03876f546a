import { z } from 'zod';
import { DEFAULT_SCORE_DROP, DELIVERY_STATES, SINK_EVENTS, SINK_KINDS, SINK_STATES } from '#lib/domain/sink/sink.ts';
import { cursor, givenInstant, instant, limit, visibleWord } from './common.ts';

const name = visibleWord(100).trim().min(1);
const address = z.string().trim().min(1).max(2000);
const events = z.array(z.enum(SINK_EVENTS)).min(1).max(SINK_EVENTS.length);
/** Points that a score must lose in one change. */
export const scoreDrop = z.number().int().min(1).max(100);

/** `POST /api/v1/sinks`. */
export const createSinkBody = z
  .object({
    kind: z.enum(SINK_KINDS),
    name,
    /** Where events are sent to. It is shown to nobody again; only its host is. */
    url: address,
    events,
    score_drop: scoreDrop.default(DEFAULT_SCORE_DROP),
  })
  .strict();
export type CreateSinkBody = z.input<typeof createSinkBody>;
export type CreateSinkInput = z.output<typeof createSinkBody>;

/** `PATCH /api/v1/sinks/{id}`: what is left out stays. */
export const sinkChange = z
  .object({
    name: name.optional(),
    url: address.optional(),
    events: events.optional(),
    score_drop: scoreDrop.optional(),
    state: z.literal('paused').optional(),
  })
  .strict();
export type SinkChange = z.output<typeof sinkChange>;

export const sinkView = z.object({
  id: z.number().int(),
  kind: z.enum(SINK_KINDS),
  name: z.string(),
  /** Of the address, which is a secret. */
  host: z.string(),
  events: z.array(z.enum(SINK_EVENTS)),
  score_drop: scoreDrop,
  /** `paused` by a person; `stopped` by Plumbline after failing for days. What happens meanwhile is kept for 90 days. */
  state: z.enum(SINK_STATES),
  /** In a row; 0: the last attempt worked, or there was none. */
  failures: z.number().int(),
  failing_since: instant.nullable(),
  next_attempt_at: instant.nullable(),
  /** Messages that are ready to be sent. */
  waiting: z.number().int(),
  last_delivered_at: instant.nullable(),
  /** Until when the secret before the current one signs too. */
  former_secret_ends_at: instant.nullable(),
  created_at: instant,
});
export type SinkView = z.infer<typeof sinkView>;

export const sinkListView = z.object({ items: z.array(sinkView) });
export type SinkListView = z.infer<typeof sinkListView>;

/** The only answer that ever holds the secret; null for kinds that sign nothing. */
export const createdSink = z.object({ secret: z.string().nullable(), item: sinkView });

export type CreatedSink = z.infer<typeof createdSink>;

/** `POST /api/v1/sinks/{id}/secret`. */
export const rotatedSecret = z.object({
  secret: z.string(),
  /** Until when the former one signs too. */
  former_ends_at: instant,
});
export type RotatedSecret = z.infer<typeof rotatedSecret>;

/** `POST /api/v1/sinks/{id}/resume`. */
export const resumeSinkBody = z
  .object({
    /** Gives up the message that failed, and goes on with the next one. */
    skip_failed: z.boolean().default(false),
  })
  .strict();
export type ResumeSinkInput = z.output<typeof resumeSinkBody>;

/** `POST /api/v1/sinks/{id}/replay`: sends what happened from then on once more. */
export const replaySinkBody = z.object({ from: givenInstant }).strict();
export type ReplaySinkInput = z.output<typeof replaySinkBody>;

/** `POST /api/v1/sinks/{id}/test`. */
export const sinkTest = z.object({
  delivered: z.boolean(),
  /** HTTP status; null: no answer, and `answer` says why. */
  status: z.number().int().nullable(),
  answer: z.string(),
});
export type SinkTest = z.infer<typeof sinkTest>;

export const deliveryListParams = z.object({ cursor: cursor.optional(), limit: limit.default(50) });
export type DeliveryListParams = z.output<typeof deliveryListParams>;

export const deliveryView = z.object({
  id: z.number().int(),
  /** `webhook-id` of its requests, the same on every attempt. */
  message_id: z.string(),
  events: z.array(z.enum([...SINK_EVENTS, 'test'])),
  /** When the newest of its events happened. */
  event_at: instant,
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  attempted_at: instant.nullable(),
  /** Of the last attempt: HTTP status, or null without an answer, and the beginning of the answer, or why there is none. */
  status: z.number().int().nullable(),
  answer: z.string().nullable(),
  replayed: z.boolean(),
  delivered_at: instant.nullable(),
  /** What is sent, JSON. */
  body: z.string(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

export const deliveryListView = z.object({ items: z.array(deliveryView), next_cursor: cursor.nullable() });
export type DeliveryListView = z.infer<typeof deliveryListView>;
