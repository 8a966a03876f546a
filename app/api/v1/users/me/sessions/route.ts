import { endOtherSessions } from '#lib/services/user/end-other-sessions.ts';
import { getSessions } from '#lib/views/access/get-sessions.ts';
import { currentSession } from '#lib/web/current-session.ts';
import { json, noContent, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getSessions(ctx, await currentSession(ctx, request.headers.get('cookie')))),
);

/** All but the one that asks. */
export const DELETE = route(async (ctx, request) => {
  await endOtherSessions(ctx, await currentSession(ctx, request.headers.get('cookie')));
  return noContent();
});
