import type { Context } from '#lib/context.ts';
import { hecAcksBody } from '#lib/contracts/hec.ts';
import { findAcks } from '#lib/views/events/acks.ts';
import { HecFault } from './hec-answer.ts';
import { bytesOf, channelOf } from './hec-route.ts';
import { json } from './route.ts';

/** Which batches of a channel are stored: all that were ever acknowledged, for a day. */
export async function tellAcks(ctx: Context, request: Request): Promise<Response> {
  const channel = channelOf(request);
  if (channel === '') throw new HecFault('channel_missing');
  const asked = hecAcksBody.safeParse(parsed((await bytesOf(request)).toString('utf8')));
  if (!asked.success) throw new HecFault('invalid_format');
  const known = await findAcks(ctx, { channel, acks: asked.data.acks });
  return json({ acks: Object.fromEntries(asked.data.acks.map((ack) => [ack, known.has(ack)])) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
