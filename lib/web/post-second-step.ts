import { secondStep } from '#lib/contracts/second-factor.ts';
import { Fault } from '#lib/errors.ts';
import { startSession } from '#lib/services/access/start-session.ts';
import { checkCode } from '#lib/services/second-factor/check-code.ts';
import { wrongCode } from '#lib/services/second-factor/require-code.ts';
import type { System } from '#lib/system.ts';
import { cookieOf } from './authenticate.ts';
import { challengeCookie } from './challenge-cookie.ts';
import { originOf } from './request-source.ts';
import { json, jsonBody, parseWith } from './route.ts';
import { requireSameOrigin } from './same-origin.ts';
import { sessionCookie } from './session-cookie.ts';

/** `POST /api/v1/session/second-factor`: the second step of signing in, after the right password in the same browser. */
export async function postSecondStep(system: System, request: Request): Promise<Response> {
  const { env, systemSql: sql } = system;
  requireSameOrigin(request, env.PUBLIC_URL);
  const challenge = await challengeCookie.read(env, cookieOf(request.headers.get('cookie'), challengeCookie.name(env)));
  if (challenge === null) {
    throw new Fault('unauthenticated', 'That took longer than five minutes. Begin again with your password.');
  }
  const { accountId } = challenge;
  const { code } = parseWith(secondStep, await jsonBody(request));
  const origin = originOf(request.headers);
  const checked = await checkCode({ ...system, sql }, { accountId, code, source: origin.source });
  if (checked === null) throw wrongCode();
  const gave = checked.recoveryCodesLeft === null ? 'app_code' : 'recovery_code';
  const begun = { accountId, origin, secondStep: gave, signsIn: true } as const;
  const session = await startSession(sql, begun, system.now());
  const answer = json({ status: 'ok', recovery_codes_left: checked.recoveryCodesLeft });
  answer.headers.append('set-cookie', await sessionCookie(env, { sessionId: session.id, accountId }));
  answer.headers.append('set-cookie', challengeCookie.ended(env));
  return answer;
}
