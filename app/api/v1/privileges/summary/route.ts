import { getPrivilegeSummary } from '#lib/views/privilege/get-privilege-summary.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getPrivilegeSummary(ctx)));
