import type { Role } from '#lib/domain/access/role.ts';
import type { KeptAlert } from '#lib/domain/alert/kept-alert.ts';
import type { MailHeaders, MailKind, MailState } from '#lib/domain/mail/mail.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** Whom a mail is for, as far as it matters for sending it. */
export interface MailRecipient {
  userId: number;
  name: string;
  email: string;
  role: Role;
  /** Can sign in: was not disabled or removed, and has accepted the invitation. */
  active: boolean;
  /** The mail server refused the address for good. */
  addressFailed: boolean;
}

/** Null for somebody of another organization. */
export async function findMailRecipient(
  sql: Connection,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<MailRecipient | null> {
  const [row] = await sql<MailRecipient[]>`
    select u.id as user_id, u.name, u.email, u.role, u.disabled_at is null and u.account_id is not null as active,
      p.address_failed_at is not null as address_failed
    from users u left join mail_preferences p on p.org_id = ${orgId} and p.user_id = u.id
    where u.org_id = ${orgId} and u.id = ${userId}`;
  return row ?? null;
}

export interface StoredMail {
  key: string;
  kind: MailKind;
  userId: number;
  address: string;
  subject: string;
  html: string;
  text: string;
  messageId: string;
  headers: MailHeaders;
  madeOf?: KeptAlert | null;
  repositories: readonly number[] | null;
  state: MailState;
  nextAt: Date | null;
  lastAnswer: string | null;
  createdAt: Date;
}

/** Null when there is one with this key. */
export async function insertMail(
  tx: Transaction,
  { orgId }: OrganizationScope,
  mail: StoredMail,
): Promise<number | null> {
  const [row] = await tx<{ id: number }[]>`
    insert into mails (org_id, key, kind, user_id, address, subject, html, text, message_id, headers, made_of, repositories,
      state, attempts, next_at, last_answer, created_at)
    values (${orgId}, ${mail.key}, ${mail.kind}, ${mail.userId}, ${mail.address}, ${mail.subject}, ${mail.html},
      ${mail.text}, ${mail.messageId}, ${tx.json(mail.headers)},
      ${mail.madeOf ? tx.json(mail.madeOf) : null}, ${mail.repositories === null ? null : [...mail.repositories]}::int[],
      ${mail.state}, 0, ${mail.nextAt}, ${mail.lastAnswer}, ${mail.createdAt})
    on conflict (org_id, key) do nothing returning id`;
  return row?.id ?? null;
}

export interface ClaimedMail extends Omit<StoredMail, 'state' | 'nextAt' | 'lastAnswer' | 'address' | 'madeOf'> {
  id: number;
  madeOf: KeptAlert | null;
  attempts: number;
}

/**
 * Takes mails that are due, for the caller alone until `until`: also those that another worker took and did not come back
 * from.
 */
export async function claimMails(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { now, until, limit }: { now: Date; until: Date; limit: number },
): Promise<ClaimedMail[]> {
  return tx<ClaimedMail[]>`
    with due as materialized (
      select id from mails
      where org_id = ${orgId} and state in ('waiting', 'sending') and next_at <= ${now}
      order by next_at limit ${limit} for update skip locked)
    update mails m set state = 'sending', attempts = m.attempts + 1, next_at = ${until}
    from due where m.org_id = ${orgId} and m.id = due.id
    returning m.id, m.key, m.kind, m.user_id, m.subject, m.html, m.text, m.message_id, m.headers, m.made_of, m.repositories,
      m.attempts, m.created_at`;
}

export interface MailOutcome {
  state: MailState;
  address?: string;
  nextAt: Date | null;
  lastAnswer: string | null;
  sentAt: Date | null;
}

/** Notes what became of an attempt; false when another worker has taken the mail over meanwhile. */
export async function settleMail(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { id, attempts }: Pick<ClaimedMail, 'id' | 'attempts'>,
  { state, address, nextAt, lastAnswer, sentAt }: MailOutcome,
): Promise<boolean> {
  const rows = await tx`
    update mails set state = ${state}, address = coalesce(${address ?? null}, address), next_at = ${nextAt},
      last_answer = ${lastAnswer}, sent_at = ${sentAt}, made_of = case when ${state}::text = 'waiting' then made_of end
    where org_id = ${orgId} and id = ${id} and state = 'sending' and attempts = ${attempts}
    returning 1`;
  return rows.length > 0;
}

/** Puts another content into a mail that is being sent; false when another worker has taken the mail over meanwhile. */
export async function redrawMail(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { id, attempts }: Pick<ClaimedMail, 'id' | 'attempts'>,
  {
    subject,
    html,
    text,
    repositories,
    madeOf,
  }: Pick<StoredMail, 'subject' | 'html' | 'text' | 'repositories'> & {
    madeOf: KeptAlert;
  },
): Promise<boolean> {
  const rows = await tx`
    update mails set subject = ${subject}, html = ${html}, text = ${text}, made_of = ${tx.json(madeOf)},
      repositories = ${repositories === null ? null : [...repositories]}::int[]
    where org_id = ${orgId} and id = ${id} and state = 'sending' and attempts = ${attempts}
    returning 1`;
  return rows.length > 0;
}

/** A mail that tells of what its reader may not see any more, so that the next run makes another one in its place. */
export async function deleteClaimedMail(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { id, attempts }: Pick<ClaimedMail, 'id' | 'attempts'>,
): Promise<void> {
  await tx`
    delete from mails where org_id = ${orgId} and id = ${id} and state = 'sending' and attempts = ${attempts}`;
}

/** What waits for a mail server that is not configured any more can be read on screen only. */
export async function keepWaiting(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`
    update mails set state = 'kept', next_at = null where org_id = ${orgId} and state in ('waiting', 'sending')`;
}

/** Gives up what waits for an address that the mail server refused for good. */
export async function failWaiting(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  said: string,
): Promise<void> {
  await tx`
    update mails set state = 'failed', next_at = null, last_answer = ${said}
    where org_id = ${orgId} and user_id = ${userId} and state = 'waiting' and kind <> 'address_check'`;
}

/** Whether any mail is due. */
export async function anyDueMail(sql: Connection, { orgId }: OrganizationScope, now: Date): Promise<boolean> {
  const rows = await sql`
    select 1 from mails where org_id = ${orgId} and state in ('waiting', 'sending') and next_at <= ${now} limit 1`;
  return rows.length > 0;
}

/** Nothing is sent to the address from now on, until somebody repairs it. */
export async function setAddressFailed(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
  { now, reason }: { now: Date; reason: string },
): Promise<void> {
  await tx`
    insert into mail_preferences (org_id, user_id, address_failed_at, address_failed_reason)
    values (${orgId}, ${userId}, ${now}, ${reason})
    on conflict (org_id, user_id) do update set address_failed_at = excluded.address_failed_at,
      address_failed_reason = excluded.address_failed_reason`;
}

/** Mails of somebody who was removed name the person, and tell what only that person was to know. */
export async function deleteMailsOf(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  await tx`delete from mails where org_id = ${orgId} and user_id = ${userId}`;
  await tx`delete from mail_preferences where org_id = ${orgId} and user_id = ${userId}`;
}

/** So many of the oldest are looked at each time. */
const FORGOTTEN_AT_ONCE = 1000;

/** Removes mails from before a time, the oldest first. What still waits stays. */
export async function forgetOldMails(tx: Transaction, { orgId }: OrganizationScope, before: Date): Promise<void> {
  await tx`
    with oldest as materialized (
      select id from mails where org_id = ${orgId} order by id limit ${FORGOTTEN_AT_ONCE})
    delete from mails m using oldest
    where m.org_id = ${orgId} and m.id = oldest.id and m.created_at < ${before} and m.state not in ('waiting', 'sending')`;
}
