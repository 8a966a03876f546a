import { endAlerts, endTeamDigest, endWatched, endWeekly } from '#db/queries/unsubscribe.ts';
import { inTransaction } from '#db/transaction.ts';
import type { UnsubscribeView } from '#lib/contracts/mail.ts';
import { readUnsubscribeToken } from '#lib/domain/mail/unsubscribe-token.ts';
import { bindTo, type System } from '#lib/system.ts';
import { findUnsubscription, STALE, unsubscriptionView } from '#lib/views/mail/get-unsubscription.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Ends the mails that a link is about, at once and without a sign-in: whoever has the link has the mail (RFC 8058).
 * Repeating it changes nothing.
 */
export async function unsubscribe(system: System, token: string, source: string | null): Promise<UnsubscribeView> {
  const what = readUnsubscribeToken(system.linkKey(), token);
  const found = what === null ? null : await findUnsubscription(system, what);
  if (what === null || found === null) return STALE;
  const view = { ...unsubscriptionView(what, found), state: 'off' as const };
  if (!found.on) return view;
  const { orgId, userId, stops } = what;
  await inTransaction(bindTo(system, orgId).sql, async (tx) => {
    if (stops === 'weekly') await endWeekly(tx, { orgId }, userId);
    else if (stops === 'alerts') await endAlerts(tx, { orgId }, userId);
    else if (stops === 'watched') await endWatched(tx, { orgId }, userId);
    else await endTeamDigest(tx, { orgId }, userId, stops.team);
    const actor = { kind: 'nobody', id: null, name: 'link in a mail' } as const;
    const target = { kind: 'person', id: String(userId), name: found.name } as const;
    const by = { orgId, at: system.now(), actor, source };
    await writeAudit(tx, by, { verb: 'mail.unsubscribed', target, detail: { team: found.team, mails: view.stops } });
  });
  return view;
}
