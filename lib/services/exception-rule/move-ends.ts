import { type ExceptionRule, findRule, type RuleScope, setEndsMoved } from '#db/queries/exception-rules.ts';
import { findRulePlaces, findUnmoved } from '#db/queries/exceptions-sweep.ts';
import { type Exception, setExpiry } from '#db/queries/exceptions-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { tellExceptions } from '../exception/tell-exceptions.ts';
import { untilOf } from '../exception/until-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { inEachRepository } from './in-each-repository.ts';

/** Exceptions of one transaction: imports of their repository wait for it. */
const BATCH = 5000;

/**
 * Makes the exceptions of a rule that got another end finish when it does. A report that was at work while it got it has
 * the repository's lock until it is done: what it wrote is seen here.
 */
export async function moveEnds(system: Pick<BoundSystem, 'sql' | 'log'>, scope: RuleScope, now: Date): Promise<void> {
  const rule = await findRule(system.sql, scope);
  if (rule === null || rule.endsMoved) return;
  const places = await findRulePlaces(system.sql, scope, scope.ruleId);
  await inEachRepository(system, { orgId: scope.orgId, now }, places, (at) => moveSome(at, rule));
  await inTransaction(system.sql, (tx) => setEndsMoved(tx, scope, rule.expiresAt));
}

async function moveSome(at: LockedRepository, { id, expiresAt }: ExceptionRule): Promise<boolean> {
  const { tx, scope } = at;
  const found = await findUnmoved(tx, scope, { id, expiresAt }, BATCH);
  if (found.length === 0) return false;
  const numbers = found.map(({ number }) => number);
  await setExpiry(tx, scope, numbers, { expiresAt, own: false });
  const changes = new Changes();
  const detail = ({ expiresAt: from }: Exception) => ({ from: untilOf(from), until: untilOf(expiresAt), rule: id });
  for (const one of found) {
    changes.events.push({ number: one.findingNumber, kind: 'exception_extended', detail: detail(one) });
  }
  await commit(at, changes, { upload: 0, userId: null });
  const moved = found.map((one) => ({ ...one, expiresAt }));
  await tellExceptions(at, 'exception_extended', moved, { userId: null });
  return found.length === BATCH;
}
