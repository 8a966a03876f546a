import { createTokenBody } from '#lib/contracts/token.ts';
import { createToken } from '#lib/services/token/create.ts';
import { getToken, getTokens } from '#lib/views/access/get-tokens.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => {
  return json(await getTokens(ctx));
});

/** The only answer that contains the token itself. */
export const POST = route(async (ctx, request) => {
  const { id, token } = await createToken(ctx, parseWith(createTokenBody, await jsonBody(request)));
  return json({ token, item: await getToken(ctx, id) }, 201);
});
