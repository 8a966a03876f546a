import { type DigestRecipient, listDigestRecipients } from '#db/queries/digest-recipients.ts';
import { findMailSettings } from '#db/queries/mail-preferences.ts';
import { countFixes } from '#db/queries/queue.ts';
import type { Context } from '#lib/context.ts';
import type { MailPreviewBody } from '#lib/contracts/mail.ts';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { isoWeek } from '#lib/domain/digest/week.ts';
import type { RenderedMail } from '#lib/domain/mail/mail.ts';
import { Fault } from '#lib/errors.ts';
import { renderDigest } from '#lib/mail/render/render-digest.ts';
import { permit } from '#lib/permit.ts';
import { composeDigest } from '#lib/views/digest/compose-digest.ts';
import { draftDigest } from '#lib/views/digest/draft-digest.ts';
import { readChosen } from '#lib/views/digest/read-chosen.ts';
import { readWeek } from '#lib/views/digest/read-week.ts';
import { scopeOfDigest } from '#lib/views/digest/scope-of-digest.ts';
import { linksOf } from './make-digests.ts';

/**
 * The digest that somebody would get now: of what that person may see, whoever looks at it. Nothing is stored or sent, and
 * its link to end mails ends none.
 * @throws Fault `forbidden` for others' without the right to change settings; `not_found` for a person, or a team of theirs,
 *   that there is not; `conflict` for somebody who sees no repository
 */
export async function previewDigest(ctx: Context, { user, team, minimal }: MailPreviewBody): Promise<RenderedMail> {
  permit(ctx, user === undefined || user === ctx.userId ? 'account:write' : 'settings:write', 'organization');
  const { orgId, sql, publicUrl } = ctx;
  const now = ctx.now();
  const recipient = await findRecipient(ctx, user ?? ctx.userId);
  const timeZone = recipient.timeZone ?? (await findMailSettings(sql, { orgId })).timeZone;
  const week = await readWeek(sql, orgId, now);
  const teamId = team === undefined ? null : [...week.teams.values()].find(({ slug }) => slug === team)?.id;
  const place = teamId === undefined ? null : scopeOfDigest(week, recipient, teamId);
  if (place === null && team !== undefined) throw new Fault('not_found', 'There is no such team that the person sees.');
  if (place === null) throw new Fault('conflict', 'This person sees no repository, and gets no digest.');
  const draft = draftDigest(week, place.scope, await countFixes(sql, place.scope));
  const chosen = await readChosen(sql, { orgId }, [draft]);
  const digest = composeDigest(week, draft, chosen, {
    week: isoWeek(localTime(now, timeZone).day),
    about: place.about,
    recipient: { name: recipient.name, timeZone, minimal: minimal ?? recipient.minimal },
  });
  const { inMail } = linksOf(ctx, {
    ...{ orgId, userId: recipient.userId },
    stops: teamId ? { team: teamId } : 'weekly',
  });
  return renderDigest(digest, { ...inMail, unsubscribe: `${publicUrl}/unsubscribe/preview` });
}

async function findRecipient({ sql, orgId }: Context, userId: number | null): Promise<DigestRecipient> {
  const [found] = userId === null ? [] : await listDigestRecipients(sql, { orgId }, { userId, invited: true });
  if (found === undefined) throw new Fault('not_found', 'There is no such person.');
  return found;
}
