import type { SinkRow } from '#db/queries/sinks.ts';
import { SINKS } from '#lib/sinks/all.ts';
import { type Answer, post } from '#lib/sinks/send/post.ts';
import type { System } from '#lib/system.ts';
import { openAddress, openSecrets } from './sealed-sink.ts';

/** Sends one message to the address of a sink, signed with all secrets that are valid now. Never throws for what is outside. */
export async function sendMessage(
  system: Pick<System, 'sinkKey' | 'env' | 'now'>,
  sink: SinkRow,
  { messageId, body }: { messageId: string; body: string },
): Promise<Answer> {
  const at = system.now();
  const secrets = openSecrets(system, sink, at).map(({ secret }) => secret);
  const headers = SINKS[sink.kind].headersOf(body, { messageId, at, secrets });
  return post(openAddress(system, sink), { body, headers }, { allowPrivate: system.env.ALLOW_PRIVATE_SINKS });
}
