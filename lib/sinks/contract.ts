import type { WebhookEvent } from '#lib/contracts/event.ts';
import type { SinkKind } from '#lib/domain/sink/sink.ts';

/** An event as the kinds of sinks need it. */
export interface Told {
  event: WebhookEvent;
  /** One sentence, without the repository's name. */
  words: string;
}

/** What a message is signed with and by. */
export interface Envelope {
  /** The same on every attempt and every replay. */
  messageId: string;
  /** Of this attempt. */
  at: Date;
  /** Those that are valid, the current one first; empty for kinds that sign nothing. */
  secrets: readonly string[];
}

/** One way out of the product: what the receiver understands. Pure; sending is the same for all (`send/post.ts`). */
export interface Sink {
  id: SinkKind;
  /** Most events in one message. */
  mostEvents: number;
  /** Whether it has a secret that messages are signed with. */
  signs: boolean;
  /** Body of a message, JSON. @param told at least one, at most `mostEvents` */
  bodyOf(told: readonly Told[]): string;
  /** Headers beside `content-type`. */
  headersOf(body: string, envelope: Envelope): Record<string, string>;
}
