import type { Profile } from '#lib/domain/sign-in/profile.ts';
import type { Provider } from '#lib/domain/sign-in/provider.ts';
import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';
import { acceptInviteByIdentity } from '#lib/services/sign-in/accept-invite-by-identity.ts';
import { linkIdentity } from '#lib/services/sign-in/link-identity.ts';
import { signInByIdentity } from '#lib/services/sign-in/sign-in-by-identity.ts';
import type { System } from '#lib/system.ts';
import { contextOf, cookieOf, identifyCookie } from './authenticate.ts';
import type { Flow } from './flow-cookie.ts';
import { originOf } from './request-source.ts';
import { readSessionCookie, sessionCookie, sessionCookieName } from './session-cookie.ts';

export interface Outcome {
  /** Where to go on to, on this site. */
  path: string;
  cookies?: string[];
}

export const refused = (refusal: SignInRefusal, provider: string): Outcome => ({
  path: `/sign-in?${new URLSearchParams({ refused: refusal, provider })}`,
});

interface Confirmed {
  provider: Provider;
  profile: Profile;
  flow: Flow;
}

/** Links the identity to the account of the session that asked for it, if this browser still has that session. */
async function link(system: System, request: Request, confirmed: Confirmed, sessionId: string): Promise<Outcome> {
  const { provider, profile } = confirmed;
  const cookie = cookieOf(request.headers.get('cookie'), sessionCookieName(system.env));
  const claim = cookie === null ? null : await readSessionCookie(system.env, cookie);
  const identity = await identifyCookie(system, cookie, request.headers);
  if (identity === null || claim?.sessionId !== sessionId) return refused('expired', provider.id);
  const ctx = await contextOf(system, identity, request.headers);
  const refusal = await linkIdentity(ctx, provider, profile);
  return { path: refusal === null ? `/account?linked=${provider.id}` : `/account?refused=${refusal}` };
}

/** Does what the attempt was for, with an identity that the provider has confirmed. */
export async function completeFlow(system: System, request: Request, confirmed: Confirmed): Promise<Outcome> {
  const { provider, flow } = confirmed;
  const { purpose } = flow;
  if (purpose.kind === 'link') return link(system, request, confirmed, purpose.sessionId);
  const given = { ...confirmed, origin: originOf(request.headers) };
  const result =
    purpose.kind === 'invite'
      ? await acceptInviteByIdentity(system, { ...given, code: purpose.code })
      : await signInByIdentity(system, given);
  if (typeof result === 'string') return refused(result, provider.id);
  const claim = { sessionId: result.id, accountId: result.accountId };
  return { path: purpose.kind === 'invite' ? '/' : flow.next, cookies: [await sessionCookie(system.env, claim)] };
}
