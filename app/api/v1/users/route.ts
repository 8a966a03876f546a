import { inviteBody, userListParams } from '#lib/contracts/user.ts';
import { inviteUser } from '#lib/services/user/invite.ts';
import { getUser, getUsers } from '#lib/views/access/get-users.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getUsers(ctx, parseWith(userListParams, queryOf(request)))),
);

/** The only answer that contains the link. */
export const POST = route(async (ctx, request) => {
  const { id, link } = await inviteUser(ctx, parseWith(inviteBody, await jsonBody(request)));
  return json({ link, item: await getUser(ctx, id) }, 201);
});
