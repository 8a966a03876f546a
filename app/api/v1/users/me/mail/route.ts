import { ownMailChange } from '#lib/contracts/mail.ts';
import { changeOwnMail } from '#lib/services/mail/change-own-mail.ts';
import { getOwnMail } from '#lib/views/mail/get-own-mail.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getOwnMail(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeOwnMail(ctx, parseWith(ownMailChange, await jsonBody(request)));
  return json(await getOwnMail(ctx));
});
