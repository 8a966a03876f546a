import { sessionId } from '#lib/contracts/user.ts';
import { endOwnSession } from '#lib/services/user/end-own-session.ts';
import { noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const DELETE = route(async (ctx, _request, params) => {
  await endOwnSession(ctx, parseWith(sessionId, params.id));
  return noContent();
});
