import { emailWish } from '#lib/contracts/account.ts';
import { getOwnSignIn } from '#lib/services/sign-in/get-own-sign-in.ts';
import { askForEmail } from '#lib/services/user/ask-for-email.ts';
import { withdrawEmail } from '#lib/services/user/withdraw-email.ts';
import { sourceOf } from '#lib/web/request-source.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) => {
  const given = parseWith(emailWish, await jsonBody(request));
  await askForEmail(ctx, { ...given, source: sourceOf(request.headers) });
  return json(await getOwnSignIn(ctx), 202);
});

export const DELETE = route(async (ctx) => {
  await withdrawEmail(ctx);
  return noContent();
});
