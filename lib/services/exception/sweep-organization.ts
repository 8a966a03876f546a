import type { Sql } from '#db/client.ts';
import { findUnmovedRules } from '#db/queries/exception-rules.ts';
import { findEnded, findEndedPlaces, findToRemind, setReminded } from '#db/queries/exceptions-sweep.ts';
import { type Exception, endExceptions } from '#db/queries/exceptions-write.ts';
import { findRepository } from '#db/queries/repositories.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { REMIND_DAYS, reminderOf } from '#lib/domain/decision/reminder.ts';
import { addDays } from '#lib/domain/time.ts';
import type { BoundSystem } from '#lib/system.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { expireExemptions } from '../coverage/expire-exemptions.ts';
import { remindExemptions } from '../coverage/remind-exemptions.ts';
import { expireRules } from '../exception-rule/expire-rules.ts';
import { moveEnds } from '../exception-rule/move-ends.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { endOf } from './end-source.ts';
import { settleDecisions } from './settle-decisions.ts';
import { tellExceptions } from './tell-exceptions.ts';

type At = Pick<BoundSystem, 'sql' | 'log'>;

/** Exceptions of one transaction: a repository's imports wait for it. */
const BATCH = 5000;

/**
 * Ends rules, exceptions and exemptions of an organization whose time is over, and reminds of those that end soon: one transaction for
 * a repository. Returns how many could not be swept.
 */
export async function sweepOrganization({ sql, log }: At, orgId: number, now: Date): Promise<number> {
  await expireRules(sql, { orgId }, now);
  let failed = await followMovedRules({ sql, log }, orgId, now);
  failed += await expireExemptions({ sql, log }, orgId, now);
  failed += await remindExemptions({ sql, log }, orgId, now);
  for (const repoId of await findEndedPlaces(sql, { orgId }, addDays(now, REMIND_DAYS[0]))) {
    try {
      await sweepRepository(sql, { orgId, repoId }, now);
    } catch (error) {
      failed += 1;
      log.error({ err: error, orgId, repoId }, 'exceptions of a repository could not be swept');
    }
  }
  return failed;
}

/** Ends that a job should have moved by now are moved first, so that nothing ends too early, or never. Returns failures. */
async function followMovedRules(at: At, orgId: number, now: Date): Promise<number> {
  let failed = 0;
  for (const ruleId of await findUnmovedRules(at.sql, { orgId })) {
    try {
      await moveEnds(at, { orgId, ruleId }, now);
    } catch (error) {
      failed += 1;
      at.log.error({ err: error, orgId, ruleId }, 'the end of a rule of exceptions could not be followed');
    }
  }
  return failed;
}

async function sweepRepository(sql: Sql, scope: RepositoryScope, now: Date): Promise<void> {
  for (let more = true; more; ) {
    more = await inTransaction(sql, async (tx) => {
      await lockRepository(tx, scope);
      const repository = await findRepository(tx, scope);
      if (!repository || repository.deletingAt !== null) return false;
      const at = { tx, scope, repository, now };
      const ended = await findEnded(tx, scope, now, BATCH);
      await remind(at);
      if (ended.length > 0) await expire(at, ended);
      return ended.length === BATCH;
    });
  }
}

async function expire(at: LockedRepository, ended: readonly Exception[]): Promise<void> {
  const { tx, scope, repository, now } = at;
  const numbers = ended.map(({ number }) => number);
  await endExceptions(tx, scope, numbers, { state: 'expired', at: now, by: null, reason: null });
  const changes = new Changes();
  const inForce = ended.filter(({ state }) => state === 'in_force');
  const detail = { why: 'expired' };
  await settleDecisions(
    at,
    changes,
    null,
    inForce.map(({ findingNumber }) => ({ number: findingNumber, detail })),
  );
  await commit(at, changes, { upload: 0, userId: null });
  await tellExceptions(at, 'exception_expired', ended, { userId: null });
  await writeAudit(tx, endOf(scope.orgId, now), {
    verb: 'exception.expired',
    target: { kind: 'repository', id: repository.fullName, name: repository.fullName },
    detail: { findings: ended.map(({ findingNumber }) => `#${findingNumber}`).slice(0, 100), count: ended.length },
  });
}

async function remind(at: LockedRepository): Promise<void> {
  const { tx, scope, now } = at;
  const soon = await findToRemind(tx, scope, addDays(now, REMIND_DAYS[0]));
  for (const days of REMIND_DAYS) {
    const due = soon.filter(({ expiresAt, decidedAt, requestedAt, reminded }) => {
      return expiresAt !== null && reminderOf({ expiresAt, since: decidedAt ?? requestedAt, reminded }, now) === days;
    });
    if (due.length === 0) continue;
    await setReminded(
      tx,
      scope,
      due.map(({ number }) => number),
      days,
    );
    await tellExceptions(at, 'exception_expiring', due, { userId: null });
  }
}
