import { acceptInviteBody, firstAdminBody, joinBody, passwordResetBody } from '#lib/contracts/setup.ts';
import { startSession } from '#lib/services/access/start-session.ts';
import { isCodeNeeded } from '#lib/services/second-factor/is-code-needed.ts';
import { acceptInvite } from '#lib/services/setup/accept-invite.ts';
import { createFirstAdmin } from '#lib/services/setup/create-first-admin.ts';
import { joinOrganization } from '#lib/services/setup/join-organization.ts';
import { resetPassword } from '#lib/services/setup/reset-password.ts';
import type { System } from '#lib/system.ts';
import { challengeCookie } from './challenge-cookie.ts';
import { claimOfRequest } from './current-session.ts';
import { originOf } from './request-source.ts';
import { json, jsonBody, parseWith } from './route.ts';
import { requireSameOrigin } from './same-origin.ts';
import { sessionCookie } from './session-cookie.ts';

/** Choose the schema first, so that errors name the right fields. */
function kindOf(body: unknown): 'first' | 'join' | 'reset' | 'accept' {
  if (typeof body !== 'object' || body === null) return 'accept';
  if ('organization' in body || 'email' in body) return 'first';
  if ('name' in body) return 'accept';
  return 'password' in body ? 'reset' : 'join';
}

interface Spent {
  sql: System['systemSql'];
  body: unknown;
  source: string;
  now: Date;
}

/** The account to sign in, with the person of the organization that the code was about. */
async function spend(
  kind: 'first' | 'reset' | 'accept',
  { sql, body, source, now }: Spent,
): Promise<{ accountId: number; userId?: number }> {
  switch (kind) {
    case 'first':
      return createFirstAdmin(sql, { ...parseWith(firstAdminBody, body), source }, now);
    case 'reset':
      return resetPassword(sql, { ...parseWith(passwordResetBody, body), source }, now);
    case 'accept':
      return acceptInvite(sql, { ...parseWith(acceptInviteBody, body), source }, now);
  }
}

/**
 * `POST /api/v1/setup`: spends a one-time code (first administrator or invitation) and signs its person in. With the code
 * alone, who is signed in already accepts the invitation.
 */
export async function postSetup(system: System, request: Request): Promise<Response> {
  const { systemSql: sql, env, now: clock } = system;
  const body = await jsonBody(request);
  const now = clock();
  const origin = originOf(request.headers);
  const { source } = origin;
  const kind = kindOf(body);
  if (kind === 'join') {
    const { code } = parseWith(joinBody, body);
    const claim = await claimOfRequest(env, request);
    requireSameOrigin(request, env.PUBLIC_URL);
    await joinOrganization(sql, { code, claim, source }, now);
    return json({ status: 'ok' }, 201);
  }
  const accepted = await spend(kind, { sql, body, source, now });
  // A link replaces a forgotten password, and not the second factor.
  if (await isCodeNeeded(sql, accepted.accountId)) {
    const waiting = json({ status: 'second_factor' }, 201);
    waiting.headers.append('set-cookie', await challengeCookie.make(env, { accountId: accepted.accountId }));
    return waiting;
  }
  const session = await startSession(sql, { ...accepted, origin }, now);
  const answer = json({ status: 'ok' }, 201);
  const claim = { sessionId: session.id, accountId: session.accountId };
  answer.headers.append('set-cookie', await sessionCookie(env, claim));
  return answer;
}
