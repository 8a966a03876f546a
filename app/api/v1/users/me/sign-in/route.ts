import { getOwnSignIn } from '#lib/services/sign-in/get-own-sign-in.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getOwnSignIn(ctx)));
