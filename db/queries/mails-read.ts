import type { MailKind, MailState } from '#lib/domain/mail/mail.ts';
import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

export interface ListedMail {
  id: number;
  kind: MailKind;
  state: MailState;
  subject: string;
  userId: number;
  /** Of the recipient, as it is now. */
  name: string;
  address: string;
  createdAt: Date;
  sentAt: Date | null;
  nextAt: Date | null;
  attempts: number;
  lastAnswer: string | null;
}

/** Null: any. */
export interface MailFilter {
  userId: number | null;
  kind: MailKind | null;
  state: MailState | null;
}

const columns = (sql: Connection): Fragment => sql`
  m.id, m.kind, m.state, m.subject, m.user_id, u.name, m.address, m.created_at, m.sent_at, m.next_at, m.attempts,
  m.last_answer`;

/** Newest first. */
export async function listMails(
  sql: Connection,
  { orgId }: OrganizationScope,
  { userId, kind, state }: MailFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<ListedMail[]> {
  return sql<ListedMail[]>`
    select ${columns(sql)}
    from mails m join users u on u.org_id = ${orgId} and u.id = m.user_id
    where m.org_id = ${orgId}
      and ${userId === null ? sql`true` : sql`m.user_id = ${userId}`}
      and ${kind === null ? sql`true` : sql`m.kind = ${kind}`}
      and ${state === null ? sql`true` : sql`m.state = ${state}`}
      and ${before === null ? sql`true` : sql`m.id < ${before}`}
    order by m.id desc limit ${limit}`;
}

export interface WholeMail extends ListedMail {
  html: string;
  text: string;
  messageId: string;
  /** Ids of the repositories that it tells of; null: all. */
  repositories: number[] | null;
}

export async function findMail(sql: Connection, { orgId }: OrganizationScope, id: number): Promise<WholeMail | null> {
  const [row] = await sql<WholeMail[]>`
    select ${columns(sql)}, m.html, m.text, m.message_id, m.repositories
    from mails m join users u on u.org_id = ${orgId} and u.id = m.user_id
    where m.org_id = ${orgId} and m.id = ${id}`;
  return row ?? null;
}

/** The mail that was handed over last, and how many wait (counted up to 10,000). */
export async function findLastAnswer(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<{ last: { state: MailState; lastAnswer: string | null } | null; waiting: number }> {
  const [last, waiting] = await Promise.all([
    sql<{ state: MailState; lastAnswer: string | null }[]>`
      select state, last_answer from mails where org_id = ${orgId} and attempts > 0 order by id desc limit 1`,
    sql<{ count: number }[]>`
      select count(*)::int as count
      from (select 1 from mails where org_id = ${orgId} and state = 'waiting' limit 10000) waiting`,
  ]);
  return { last: last[0] ?? null, waiting: waiting[0]?.count ?? 0 };
}
