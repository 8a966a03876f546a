import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getExceptionSummary(ctx)));
