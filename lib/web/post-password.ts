import type { Context } from '#lib/context.ts';
import { passwordChange } from '#lib/contracts/account.ts';
import { startSession } from '#lib/services/access/start-session.ts';
import { changePassword } from '#lib/services/user/change-password.ts';
import { originOf } from './request-source.ts';
import { json, jsonBody, parseWith } from './route.ts';
import { sessionCookie } from './session-cookie.ts';

/** `POST /api/v1/users/me/password`: all sessions end, and this browser gets a new one. */
export async function postPassword(ctx: Context, request: Request): Promise<Response> {
  const origin = originOf(request.headers);
  const change = parseWith(passwordChange, await jsonBody(request));
  const { accountId } = await changePassword(ctx, { ...change, source: origin.source });
  const session = await startSession(ctx.systemSql, { accountId, origin, userId: ctx.userId ?? 0 }, ctx.now());
  const answer = json({ status: 'ok' });
  answer.headers.append('set-cookie', await sessionCookie(ctx.env, { sessionId: session.id, accountId }));
  return answer;
}
