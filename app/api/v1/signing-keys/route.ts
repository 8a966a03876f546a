import { listKeys } from '#lib/services/signing/list-keys.ts';
import { openRoute } from '#lib/web/open-route.ts';
import { json } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = openRoute(async (system) => json(await listKeys(system)));
