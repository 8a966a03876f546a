import { ensureMonths } from '#db/partitions.ts';
import { findRule, type RuleScope, setRuleSettled } from '#db/queries/exception-rules.ts';
import { inTransaction } from '#db/transaction.ts';
import type { BoundSystem } from '#lib/system.ts';
import { coverToday } from './cover-today.ts';
import { giveBack } from './give-back.ts';
import { moveEnds } from './move-ends.ts';

/**
 * Makes findings of today follow a rule, a transaction for each repository: those that match get their exceptions while
 * it is in force, and end when it does; once it was withdrawn, those that it excepted come back. Safe to repeat.
 * @throws Error at the end, when a repository failed: the others are done
 */
export async function settleRule(system: BoundSystem, scope: RuleScope): Promise<void> {
  const now = system.now();
  await ensureMonths(system.systemSql, now);
  const rule = await findRule(system.sql, scope);
  if (rule === null) return;
  if (!rule.endsMoved) await moveEnds(system, scope, now);
  if (rule.settledAt !== null) return;
  switch (rule.state) {
    case 'in_force':
      await coverToday(system, scope, now);
      break;
    case 'withdrawn':
      await giveBack(system, scope, rule, now);
      break;
    case 'requested':
    case 'refused':
    case 'expired':
      // Exceptions of a rule whose time is over end with it, by their own end.
      break;
  }
  await inTransaction(system.sql, (tx) => setRuleSettled(tx, scope, rule.state, now));
}
