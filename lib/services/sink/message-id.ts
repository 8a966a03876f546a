import type { SinkScope } from '#db/queries/sinks.ts';
import { hashText } from '#lib/domain/identity/hash.ts';
import type { Told } from '#lib/sinks/contract.ts';

/** The id of a message: the same for the same events to the same sink, whoever makes it and how often. */
export function messageIdOf({ orgId, sinkId }: SinkScope, told: readonly Told[]): string {
  return `msg_${hashText(`${orgId} ${sinkId} ${told.map(({ event }) => event.id).join(' ')}`)}`;
}
