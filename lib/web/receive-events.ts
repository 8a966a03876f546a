import type { Context } from '#lib/context.ts';
import { aembitFact } from '#lib/domain/privilege/events/aembit-event.ts';
import type { HecEvent } from '#lib/domain/privilege/events/hec-batch.ts';
import { SCOPES } from '#lib/domain/privilege/scope.ts';
import { type EventDelivery, takeEvents } from '#lib/services/events/take-events.ts';
import { admitUpload } from '#lib/services/upload/admit-upload.ts';
import { HecFault, hecAnswer } from './hec-answer.ts';
import { channelOf, readBatch } from './hec-route.ts';

const HOME = 'aembit/';

/** Takes a batch of events: acknowledged when all of it is in the database. */
export async function receiveEvents(ctx: Context, request: Request, kind: 'event' | 'raw'): Promise<Response> {
  const channel = channelOf(request);
  // Splunk asks for a channel where events are divided by the receiver.
  if (kind === 'raw' && channel === '') throw new HecFault('channel_missing');
  const { events, sha256 } = await withinLimits(ctx, () => readBatch(request, kind));
  const source = new URL(request.url).searchParams.get('source');
  const bound = boundSystem(ctx);
  const bySystem = new Map<string, HecEvent[]>();
  for (const [number, event] of events.entries()) {
    const system = bound ?? systemOf(event.source ?? source);
    if (system === null) throw new HecFault('incorrect_index', number);
    bySystem.set(system, [...(bySystem.get(system) ?? []), event]);
  }
  const now = ctx.now();
  // In one order, so that batches that arrive together never wait for one another in a circle.
  const inOrder = [...bySystem].sort(([one], [other]) => (one < other ? -1 : 1));
  const deliveries = inOrder.map(
    ([system, of]): EventDelivery => ({
      ...{ system, sha256, channel },
      events: of.map(({ event, time }) => aembitFact(event, arrivalOf(time, now))),
    }),
  );
  const ackId = await takeEvents(ctx, deliveries);
  return hecAnswer('success', channel === '' ? {} : { ackId });
}

/** A batch counts as a delivery like any other, before its body is read. */
async function withinLimits<T>(ctx: Context, read: () => Promise<T>): Promise<T> {
  const admission = await admitUpload(ctx);
  try {
    return await read();
  } finally {
    await admission.end();
  }
}

/** The one tenant that a token is for; null where it may deliver for several. */
function boundSystem({ principal }: Context): string | null {
  if (principal.kind !== 'upload_token') return null;
  const [only, ...others] = principal.scopes.filter((scope) => scope.toLowerCase().startsWith(HOME));
  if (only === undefined || others.length > 0 || only.includes('*')) return null;
  return only.slice(HOME.length);
}

/** The name of the source, where it may be that of a tenant. */
const systemOf = (source: string | null): string | null =>
  source !== null && SCOPES.aembit.pattern.test(source) ? source : null;

/** What the sender says of the time, unless its clock runs ahead. */
function arrivalOf(time: number | null, now: Date): Date {
  const at = time === null ? Number.NaN : time * 1000;
  return at <= now.getTime() && at > 0 ? new Date(at) : now;
}
