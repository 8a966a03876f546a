import { HecFault } from '#lib/web/hec-answer.ts';
import { hecHealth } from '#lib/web/hec-health.ts';
import { hecRoute } from '#lib/web/hec-route.ts';
import { receiveEvents } from '#lib/web/receive-events.ts';
import { tellAcks } from '#lib/web/tell-acks.ts';

export const dynamic = 'force-dynamic';

/** `event`, `event/1.0`, `raw`, `raw/1.0`, `ack`: the version is part of Splunk's addresses, and there is only one. */
export const POST = hecRoute((ctx, request) => {
  switch (pathOf(request)) {
    case 'event':
      return receiveEvents(ctx, request, 'event');
    case 'raw':
      return receiveEvents(ctx, request, 'raw');
    case 'ack':
      return tellAcks(ctx, request);
    default:
      throw new HecFault('not_found');
  }
});

/** `health`, without a token. */
export const GET = (request: Request): Promise<Response> => hecHealth(pathOf(request));

const pathOf = ({ url }: Request): string => {
  const path = new URL(url).pathname.replace(/^\/services\/collector\//, '');
  return path.replace(/\/(?:1\.0)?$/, '').replace(/\/1\.0$/, '');
};
