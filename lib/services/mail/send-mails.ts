import type { Sql, Transaction } from '#db/client.ts';
import {
  type ClaimedMail,
  claimMails,
  deleteClaimedMail,
  failWaiting,
  findMailRecipient,
  keepWaiting,
  type MailOutcome,
  type MailRecipient,
  setAddressFailed,
  settleMail,
} from '#db/queries/mails.ts';
import { findSights } from '#db/queries/sights.ts';
import { inTransaction } from '#db/transaction.ts';
import { coversAll, readScopeOf, type Sights } from '#lib/domain/access/sights.ts';
import type { MailAnswer } from '#lib/domain/mail/answer.ts';
import { nextAttempt } from '#lib/domain/mail/retry.ts';
import { MINUTE_MS } from '#lib/domain/time.ts';
import type { Mailer } from '#lib/mail/mailer.ts';
import type { BoundSystem } from '#lib/system.ts';
import { recheckAlert } from '../alert/recheck-alert.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { DISABLED, GONE } from './queue-mail.ts';

/** So long a mail belongs to the worker that took it; far longer than an attempt may take (`LONGEST_SEND_MS`). */
const LEASE_MS = 10 * MINUTE_MS;
/** A slow server does not keep a worker from reports for longer: the rest is ordered anew within a minute. */
const LONGEST_RUN_MS = 5 * MINUTE_MS;

export interface Sending extends Pick<BoundSystem, 'sql' | 'now' | 'log' | 'publicUrl'> {
  /** Null: no mail server is configured. */
  openMailer: () => Mailer | null;
}

interface Run {
  sql: Sql;
  orgId: number;
  now: () => Date;
  publicUrl: string;
  mailer: Mailer;
  sights: Sights;
}

/**
 * Hands the mails of an organization that are due to the mail server, until none is left or the server takes none. Each is
 * claimed before and settled after: a mail whose worker dies in between is sent again, with the same Message-ID. One at a
 * time, so that a death leaves no more than one mail of which nobody knows whether the server took it.
 */
export async function sendMails(system: Sending, { orgId }: { orgId: number }): Promise<void> {
  const { sql, now, publicUrl } = system;
  const mailer = system.openMailer();
  if (mailer === null) return inTransaction(sql, (tx) => keepWaiting(tx, { orgId }));
  const started = performance.now();
  try {
    const run: Run = { sql, orgId, now, publicUrl, mailer, sights: await findSights(sql, { orgId }) };
    while (performance.now() - started < LONGEST_RUN_MS) {
      const until = new Date(now().getTime() + LEASE_MS);
      const [mail] = await inTransaction(sql, (tx) => claimMails(tx, { orgId }, { now: now(), until, limit: 1 }));
      if (mail === undefined) return;
      const said = await sendMail(run, mail);
      if (said !== null) return system.log.warn({ orgId, said }, 'mails wait for the server');
    }
  } finally {
    mailer.close();
  }
}

/** Returns what the server said when it takes no mails at all; null: go on. */
async function sendMail(run: Run, mail: ClaimedMail): Promise<string | null> {
  const { sql, orgId, now, mailer, sights } = run;
  const recipient = await findMailRecipient(sql, { orgId }, mail.userId);
  if (recipient === null || !recipient.active) {
    await settle(run, mail, recipient, { ...ENDED, state: 'skipped', lastAnswer: GONE });
    return null;
  }
  if (recipient.addressFailed && mail.kind !== 'address_check') {
    await settle(run, mail, recipient, { ...ENDED, state: 'failed', lastAnswer: DISABLED });
    return null;
  }
  if (!coversAll(readScopeOf(sights, recipient), mail.repositories)) {
    await inTransaction(sql, (tx) => withdraw(tx, run, mail));
    return null;
  }
  const asks = await recheckAlert(run, mail);
  if (typeof asks === 'string') {
    await settle(run, mail, recipient, { ...ENDED, state: 'skipped', lastAnswer: asks });
    return null;
  }
  const { subject, html, text, messageId, headers } = asks;
  const to = { name: recipient.name, address: recipient.email };
  const answer = await mailer.send({ subject, html, text, messageId, headers, to, date: mail.createdAt });
  await settle(run, mail, recipient, outcomeOf(answer, mail, now()), answer);
  return answer.kind === 'later' && answer.server ? answer.said : null;
}

const ENDED = { nextAt: null, sentAt: null };

function outcomeOf(answer: MailAnswer, { attempts, createdAt }: ClaimedMail, now: Date): MailOutcome {
  const lastAnswer = answer.said;
  switch (answer.kind) {
    case 'accepted':
      return { state: 'sent', lastAnswer, nextAt: null, sentAt: now };
    case 'later': {
      const nextAt = nextAttempt(attempts, createdAt, now);
      if (nextAt !== null) return { state: 'waiting', lastAnswer, nextAt, sentAt: null };
      return { ...ENDED, state: 'failed', lastAnswer: `Given up after three days. ${lastAnswer}` };
    }
    case 'no_such_address':
    case 'refused':
      return { ...ENDED, state: 'failed', lastAnswer };
  }
}

/** What the reader may not see any more is not told: a digest is made anew, all else is dropped. */
async function withdraw(tx: Transaction, { orgId }: Run, mail: ClaimedMail): Promise<void> {
  if (mail.kind === 'digest' || mail.kind === 'digest_all_clear') return deleteClaimedMail(tx, { orgId }, mail);
  const lastAnswer = 'Not sent: the person may not see any more what it tells of.';
  await settleMail(tx, { orgId }, mail, { ...ENDED, state: 'skipped', lastAnswer });
}

async function settle(
  { sql, orgId, now }: Run,
  mail: ClaimedMail,
  recipient: MailRecipient | null,
  outcome: MailOutcome,
  answer: MailAnswer | null = null,
): Promise<void> {
  const { userId } = mail;
  await inTransaction(sql, async (tx) => {
    const address = recipient?.email;
    const isMine = await settleMail(tx, { orgId }, mail, { ...outcome, ...(address === undefined ? {} : { address }) });
    if (!isMine || recipient === null) return;
    const by = { orgId, at: now(), source: null, actor: { kind: 'system', id: null, name: 'mail' } } as const;
    const target = { kind: 'person', id: String(userId), name: recipient.name } as const;
    if (outcome.state === 'sent') {
      await writeAudit(tx, by, { verb: 'mail.sent', target, detail: { kind: mail.kind, attempts: mail.attempts } });
    }
    if (answer?.kind === 'no_such_address') {
      await setAddressFailed(tx, { orgId }, userId, { now: now(), reason: answer.said });
      await failWaiting(tx, { orgId }, userId, DISABLED);
      await writeAudit(tx, by, { verb: 'mail.address_failed', target });
    }
  });
}
