import type { ExceptionRule, RuleScope } from '#db/queries/exception-rules.ts';
import { findOfRule, findRulePlaces } from '#db/queries/exceptions-sweep.ts';
import { type ActedBy, endExceptions } from '#db/queries/exceptions-write.ts';
import type { BoundSystem } from '#lib/system.ts';
import { settleDecisions } from '../exception/settle-decisions.ts';
import { tellExceptions } from '../exception/tell-exceptions.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { inEachRepository } from './in-each-repository.ts';

/** Exceptions of one transaction: imports of their repository wait for it. */
const BATCH = 5000;

/** Ends the exceptions that a rule made: their findings are what reports say of them. */
export async function giveBack(system: BoundSystem, scope: RuleScope, rule: ExceptionRule, now: Date): Promise<void> {
  const places = await findRulePlaces(system.sql, scope, scope.ruleId);
  await inEachRepository(system, { orgId: scope.orgId, now }, places, (at) => giveSome(at, rule));
}

async function giveSome(at: LockedRepository, rule: ExceptionRule): Promise<boolean> {
  const { tx, scope, now } = at;
  const live = await findOfRule(tx, scope, rule.id, BATCH);
  if (live.length === 0) return false;
  const numbers = live.map(({ number }) => number);
  const { enderKind: kind, enderName: name } = rule;
  const by: ActedBy | null = kind === null || name === null ? null : { at: now, personId: rule.endedBy, kind, name };
  await endExceptions(tx, scope, numbers, { state: 'withdrawn', at: now, by, reason: 'rule_ended' });
  const changes = new Changes();
  const detail = { why: 'rule_ended', rule: rule.id };
  const back = live.map(({ findingNumber }) => ({ number: findingNumber, detail }));
  await settleDecisions(at, changes, null, back);
  await commit(at, changes, { upload: 0, userId: null });
  await tellExceptions(at, 'exception_withdrawn', live, { userId: null, reason: 'rule_ended' });
  return live.length === BATCH;
}
