import { type DigestRecipient, findWhoHeard } from '#db/queries/digest-recipients.ts';
import { countFixes } from '#db/queries/queue.ts';
import { inTransaction } from '#db/transaction.ts';
import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Digest, DigestLinks, DigestScope } from '#lib/domain/digest/digest.ts';
import type { DueDigest } from '#lib/domain/digest/due-digests.ts';
import { hasNothingToSay } from '#lib/domain/digest/nothing-to-say.ts';
import type { MailHeaders, MailKind, RenderedMail } from '#lib/domain/mail/mail.ts';
import { unsubscribeLinks } from '#lib/domain/mail/unsubscribe-links.ts';
import { type Unsubscription, unsubscribeToken } from '#lib/domain/mail/unsubscribe-token.ts';
import { addDays } from '#lib/domain/time.ts';
import { renderAllClear } from '#lib/mail/render/render-all-clear.ts';
import { renderDigest } from '#lib/mail/render/render-digest.ts';
import type { BoundSystem } from '#lib/system.ts';
import { composeDigest } from '#lib/views/digest/compose-digest.ts';
import { type Draft, draftDigest } from '#lib/views/digest/draft-digest.ts';
import { type Chosen, readChosen } from '#lib/views/digest/read-chosen.ts';
import { readWeek, type Week } from '#lib/views/digest/read-week.ts';
import { scopeOfDigest } from '#lib/views/digest/scope-of-digest.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { skipMail } from '../mail/skip-mail.ts';

/** So many are drafted before they are written, so that those of a whole company are never in memory together. */
const AT_ONCE = 50;
/** Who heard nothing for so long is told that all is well. */
const QUIET_DAYS = 27;

export interface Ordered {
  recipient: DigestRecipient;
  due: DueDigest;
}

/** A digest that is to be made, with what it is about; null: its reader may see nothing of it. */
interface Planned extends Ordered {
  place: { scope: ReadScope; about: DigestScope } | null;
  /** The same for all that are about the same repositories. */
  repositories: string;
}

interface Making {
  system: BoundSystem;
  orgId: number;
  now: Date;
  week: Week;
  /** Who had a digest lately. */
  heard: ReadonlySet<number>;
  /** Made for the past: kept, and never sent. */
  past: boolean;
}

/**
 * Makes digests of the week that ends at `now`, from what everybody's are made of: read once, whoever and however many the
 * recipients are. Each is queued in a transaction of its own, under a key that makes a second run change nothing.
 */
export async function makeDigests(
  system: BoundSystem,
  orgId: number,
  ordered: readonly Ordered[],
  { now, past = false }: { now: Date; past?: boolean },
): Promise<void> {
  if (ordered.length === 0) return;
  const week = await readWeek(system.sql, orgId, now);
  const heard = await findWhoHeard(system.sql, { orgId }, addDays(now, -QUIET_DAYS));
  const making: Making = { system, orgId, now, week, heard, past };
  const planned = ordered
    .map((one): Planned => {
      const place = scopeOfDigest(week, one.recipient, one.due.team);
      return { ...one, place, repositories: place === null ? '' : scopeKey(place.scope) };
    })
    // Those with the same scope together: what it is worth is then computed once.
    .sort((a, b) => compare(a.repositories, b.repositories));
  for (let at = 0; at < planned.length; at += AT_ONCE) await makeSome(making, planned.slice(at, at + AT_ONCE));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function scopeKey({ repositories }: ReadScope): string {
  return repositories === 'all' ? 'all' : repositories.toSorted((a, b) => a - b).join(',');
}

async function makeSome(making: Making, planned: readonly Planned[]): Promise<void> {
  const { system, orgId, week } = making;
  const drafts = new Map<string, Draft>();
  for (const { place, repositories } of planned) {
    if (place === null || drafts.has(repositories)) continue;
    drafts.set(repositories, draftDigest(week, place.scope, await countFixes(system.sql, place.scope)));
  }
  const chosen = await readChosen(system.sql, { orgId }, [...drafts.values()]);
  for (const one of planned) {
    const draft = drafts.get(one.repositories);
    if (one.place === null || draft === undefined) await skip(making, one, 'Not sent: the person sees no repository.');
    // The scope of teams is each reader's own.
    else await makeOne(making, one, one.place.about, { ...draft, scope: one.place.scope }, chosen);
  }
}

async function makeOne(making: Making, one: Planned, about: DigestScope, draft: Draft, chosen: Chosen): Promise<void> {
  const { week, system, orgId } = making;
  const { recipient, due } = one;
  const { name, minimal } = recipient;
  const reader = { week: due.week, about, recipient: { name, minimal, timeZone: due.timeZone } };
  const digest = composeDigest(week, draft, chosen, reader);
  const stops = due.team === null ? 'weekly' : { team: due.team };
  const links = linksOf(system, { orgId, userId: recipient.userId, stops });
  if (!hasNothingToSay(digest)) {
    return queue(making, one, draft.scope, { kind: 'digest', ...(await renderDigest(digest, links.inMail)), ...links });
  }
  if (!isQuiet(making, one, digest)) return skip(making, one, 'Not sent: there was nothing to tell.');
  const mail = await renderAllClear(digest, links.inMail);
  await queue(making, one, draft.scope, { kind: 'digest_all_clear', ...mail, ...links });
}

/** Whether somebody who could take silence for a fault has heard nothing for a month. */
function isQuiet({ heard, now }: Making, { recipient, due }: Planned, digest: Digest): boolean {
  if (!recipient.allClear || digest.score.now === null) return false;
  return !heard.has(recipient.userId) && due.since <= addDays(now, -QUIET_DAYS);
}

async function queue(
  { system, orgId, now, past }: Making,
  { recipient: { userId }, due: { key } }: Planned,
  { repositories }: ReadScope,
  mail: RenderedMail & { kind: MailKind; headers: MailHeaders },
): Promise<void> {
  const { kind, subject, html, text, headers } = mail;
  const told = repositories === 'all' ? null : repositories;
  await inTransaction(system.sql, async (tx) => {
    const content = { kind, subject, html, text, headers };
    await queueMail(
      tx,
      system,
      { orgId },
      { ...content, key, userId, repositories: told, ...(past ? { at: now } : {}) },
    );
  });
}

async function skip({ system, orgId, now, past }: Making, { recipient, due }: Planned, why: string): Promise<void> {
  if (past) return;
  const { userId } = recipient;
  await inTransaction(system.sql, (tx) => skipMail(tx, { orgId }, { key: due.key, kind: 'digest', userId, why, now }));
}

/** Links of a digest, and the headers by which mail programs offer to end it (RFC 8058). */
export function linksOf(
  { publicUrl, linkKey }: Pick<BoundSystem, 'publicUrl' | 'linkKey'>,
  what: Unsubscription,
): { inMail: DigestLinks; headers: MailHeaders } {
  const { page, headers } = unsubscribeLinks(publicUrl, unsubscribeToken(linkKey(), what));
  return { inMail: { publicUrl, preferences: `${publicUrl}/account/mail`, unsubscribe: page }, headers };
}
