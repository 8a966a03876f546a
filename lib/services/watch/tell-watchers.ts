import type { Transaction } from '#db/client.ts';
import { type ActionNotice, findToldWork, takeActionNotices } from '#db/queries/action-watches.ts';
import { findAlertZone } from '#db/queries/alerts.ts';
import { findNames } from '#db/queries/comments.ts';
import { findMailPreferences } from '#db/queries/mail-preferences.ts';
import { findMailRecipient, type MailRecipient } from '#db/queries/mails.ts';
import {
  findNoticed,
  findNoticedFindings,
  findToldComments,
  findToldEvents,
  type NoticedFinding,
  takeNotices,
} from '#db/queries/notices.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { listOrganizationIds } from '#db/queries/rollup.ts';
import { findSights } from '#db/queries/sights.ts';
import { inTransaction } from '#db/transaction.ts';
import { isVisible } from '#lib/domain/access/read-scope.ts';
import { readScopeOf } from '#lib/domain/access/sights.ts';
import { nameMentions } from '#lib/domain/comment/mentions.ts';
import { unsubscribeLinks } from '#lib/domain/mail/unsubscribe-links.ts';
import { unsubscribeToken } from '#lib/domain/mail/unsubscribe-token.ts';
import { TOLD_EVENTS } from '#lib/domain/watch/told-events.ts';
import type { WatchedNews } from '#lib/domain/watch/watched-mail.ts';
import { workText } from '#lib/domain/watch/work-text.ts';
import { encodeId } from '#lib/ids.ts';
import { renderWatched } from '#lib/mail/render/render-watched.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { actionHref } from '#lib/views/action/action-row.ts';
import { eventText } from '#lib/views/finding/timeline-event.ts';
import { queueMail } from '../mail/queue-mail.ts';

/** Findings and fixes that one mail names; the others are counted. */
const MOST = 25;

/**
 * Mails people what happened to findings and fixes that they watch, and where they were mentioned: one mail for all that came
 * together, of what they see now. What is told is taken off the list in the transaction that makes the mail, so that
 * nothing is told twice. One person who fails keeps no other from being told.
 * @throws Error at the end, when anybody failed
 */
export async function tellWatchers(system: System): Promise<void> {
  const now = system.now();
  let failed = 0;
  for (const orgId of await listOrganizationIds(system.systemSql)) {
    const bound = bindTo(system, orgId);
    for (const userId of await findNoticed(bound.sql, { orgId }, now)) {
      try {
        await inTransaction(bound.sql, (tx) => tellPerson(tx, bound, { orgId, userId }, now));
      } catch (error) {
        failed += 1;
        system.log.error({ err: error, orgId }, 'a mail about watched findings could not be made');
      }
    }
  }
  if (failed > 0) throw new Error(`mails about watched findings of ${failed} people could not be made`);
}

async function tellPerson(
  tx: Transaction,
  system: BoundSystem,
  { orgId, userId }: { orgId: number; userId: number },
  now: Date,
): Promise<void> {
  const scope = { orgId };
  const notices = await takeNotices(tx, scope, userId);
  const actions = await takeActionNotices(tx, scope, userId);
  const recipient = await findMailRecipient(tx, scope, userId);
  const { watched, minimal } = await findMailPreferences(tx, scope, userId);
  if (recipient === null || !recipient.active || !watched) return;
  const sight = readScopeOf(await findSights(tx, scope), recipient);
  const findings = (await findNoticedFindings(tx, scope, notices)).filter(({ repoId }) =>
    isVisible(sight, { orgId, repoId }),
  );
  const news: (WatchedNews & { repoId: number })[] = [];
  for (const finding of findings) {
    const one = await newsOf(tx, finding, { orgId, userId });
    if (one.told.length > 0) news.push({ ...one, repoId: finding.repoId });
  }
  for (const action of actions.filter(({ repoId }) => isVisible(sight, { orgId, repoId }))) {
    const one = await newsOfWork(tx, action, { orgId, userId });
    if (one.told.length > 0) news.push({ ...one, repoId: action.repoId });
  }
  if (news.length === 0) return;
  const sorted = [...news.filter((one) => one.mentionedBy !== null), ...news.filter((one) => one.mentionedBy === null)];
  await mail(tx, system, { orgId, recipient, minimal, now }, sorted);
}

/** What others did and said to a finding since the person was noted. */
async function newsOf(
  tx: Transaction,
  { repoId, findingNumber, fullName, since }: NoticedFinding,
  { orgId, userId }: { orgId: number; userId: number },
): Promise<WatchedNews> {
  const of = { finding: findingNumber, since, notBy: userId };
  const events = await findToldEvents(tx, { orgId, repoId }, { ...of, kinds: TOLD_EVENTS });
  const comments = await findToldComments(tx, { orgId, repoId }, of);
  const names = await findNames(tx, { orgId }, [...new Set(comments.flatMap(({ mentions }) => mentions))]);
  const said = comments.map(({ at, author, body, mentions }) => ({
    ...{ at, by: author, text: nameMentions(body, mentions, names) },
  }));
  const told = [...events.map(({ at, by, ...event }) => ({ at, by, text: eventText(event) })), ...said];
  return {
    what: 'finding',
    ref: `${fullName}#${findingNumber}`,
    path: `/repositories/${fullName}/findings/${findingNumber}`,
    mentionedBy: comments.findLast(({ mentions }) => mentions.includes(userId))?.author ?? null,
    told: told.sort((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

/** What others did about a fix since the person was noted, and what scans said of it. */
async function newsOfWork(
  tx: Transaction,
  { repoId, number, fullName, since }: ActionNotice,
  { orgId, userId }: { orgId: number; userId: number },
): Promise<WatchedNews> {
  const events = await findToldWork(tx, { orgId, repoId }, { action: number, since, notBy: userId });
  return {
    what: 'fix',
    ref: `${fullName}, action ${number}`,
    path: actionHref(encodeId('action', { repoId, number })),
    mentionedBy: null,
    told: events.map(({ kind, at, by, assignee, detail }) => {
      const of = assignee ?? detail?.assignee?.team ?? null;
      const said = {
        kind,
        assignee: of === by ? null : of,
        dueAt: detail?.dueAt ?? null,
        reason: detail?.reason ?? null,
      };
      return { at, by: by ?? detail?.byToken ?? null, text: workText(said) };
    }),
  };
}

async function mail(
  tx: Transaction,
  system: BoundSystem,
  { orgId, recipient, minimal, now }: { orgId: number; recipient: MailRecipient; minimal: boolean; now: Date },
  news: readonly (WatchedNews & { repoId: number })[],
): Promise<void> {
  const { publicUrl } = system;
  const { userId, name } = recipient;
  const token = unsubscribeToken(system.linkKey(), { orgId, userId, stops: 'watched' });
  const { page, headers } = unsubscribeLinks(publicUrl, token);
  const shown = news.slice(0, MOST);
  const rendered = await renderWatched(
    {
      organization: (await findOrganization(tx, orgId))?.name ?? '',
      recipient: { name, timeZone: await findAlertZone(tx, { orgId }, userId) },
      items: shown,
      more: news.length - shown.length,
      unsubscribe: page,
      minimal,
    },
    publicUrl,
  );
  const repositories = [...new Set(news.map(({ repoId }) => repoId))];
  const key = `watched:${userId}:${now.getTime()}`;
  await queueMail(tx, system, { orgId }, { ...rendered, headers, key, kind: 'watched', userId, repositories });
}
