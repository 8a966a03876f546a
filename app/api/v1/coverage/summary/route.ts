import { getCoverageSummary } from '#lib/views/coverage/get-coverage-summary.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getCoverageSummary(ctx)));
