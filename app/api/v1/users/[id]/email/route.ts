import { rowNumber } from '#lib/contracts/common.ts';
import { emailConfirmation } from '#lib/contracts/user.ts';
import { confirmEmail } from '#lib/services/user/confirm-email.ts';
import { refuseEmail } from '#lib/services/user/refuse-email.ts';
import { getUser } from '#lib/views/access/get-users.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await confirmEmail(ctx, id, parseWith(emailConfirmation, await jsonBody(request)));
  return json(await getUser(ctx, id));
});

export const DELETE = route(async (ctx, _request, params) => {
  await refuseEmail(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
