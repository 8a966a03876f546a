import { rowNumber } from '#lib/contracts/common.ts';
import { userChange } from '#lib/contracts/user.ts';
import { changeUser } from '#lib/services/user/change-user.ts';
import { removeUser } from '#lib/services/user/remove-user.ts';
import { getUser } from '#lib/views/access/get-users.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const PATCH = route(async (ctx, request, params) => {
  const id = parseWith(rowNumber, params.id);
  await changeUser(ctx, id, parseWith(userChange, await jsonBody(request)));
  return json(await getUser(ctx, id));
});

export const DELETE = route(async (ctx, _request, params) => {
  await removeUser(ctx, parseWith(rowNumber, params.id));
  return noContent();
});
