import { findSubscription, type Subscription } from '#db/queries/unsubscribe.ts';
import type { UnsubscribeView } from '#lib/contracts/mail.ts';
import { readUnsubscribeToken, type Unsubscription } from '#lib/domain/mail/unsubscribe-token.ts';
import { bindTo, type System } from '#lib/system.ts';

export const STALE: UnsubscribeView = { state: 'stale', stops: null, organization: null, team: null };

/**
 * What a link in a mail would end. Whoever has the link may know, without a sign-in; it changes nothing.
 * @public for the page of the link
 */
export async function getUnsubscription(system: System, token: string): Promise<UnsubscribeView> {
  const what = readUnsubscribeToken(system.linkKey(), token);
  return what === null ? STALE : unsubscriptionView(what, await findUnsubscription(system, what));
}

/** Null when what the link was for is gone. */
export function findUnsubscription(
  system: System,
  { orgId, userId, stops }: Unsubscription,
): Promise<Subscription | null> {
  return findSubscription(bindTo(system, orgId).sql, { orgId }, userId, stops);
}

export function unsubscriptionView({ stops }: Unsubscription, found: Subscription | null): UnsubscribeView {
  if (found === null) return STALE;
  const { on, organization, team } = found;
  return { state: on ? 'on' : 'off', stops: typeof stops === 'object' ? 'weekly' : stops, organization, team };
}
