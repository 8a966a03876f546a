import { openRoute } from '#lib/web/open-route.ts';
import { postUnsubscribe, showUnsubscribe } from '#lib/web/serve-unsubscribe.ts';

export const dynamic = 'force-dynamic';

export const GET = openRoute(async (_system, request) => showUnsubscribe(request));
export const POST = openRoute(postUnsubscribe);
