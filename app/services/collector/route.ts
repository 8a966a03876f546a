import { hecRoute } from '#lib/web/hec-route.ts';
import { receiveEvents } from '#lib/web/receive-events.ts';

export const dynamic = 'force-dynamic';

export const POST = hecRoute((ctx, request) => receiveEvents(ctx, request, 'event'));
