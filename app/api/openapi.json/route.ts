import { openRoute } from '#lib/web/open-route.ts';
import { serveOpenApi } from '#lib/web/serve-open-api.ts';

export const dynamic = 'force-dynamic';

export const GET = openRoute(serveOpenApi);
