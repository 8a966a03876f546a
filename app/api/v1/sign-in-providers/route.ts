import { listProviders } from '#lib/services/sign-in/list-providers.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await listProviders(ctx)));
