import { nameChange } from '#lib/contracts/account.ts';
import { changeName } from '#lib/services/user/change-name.ts';
import { getMe } from '#lib/views/access/get-me.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getMe(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeName(ctx, parseWith(nameChange, await jsonBody(request)));
  return json(await getMe(ctx));
});
