import type { Sql } from '#db/client.ts';
import { endRule, findEndedRules, lockRule } from '#db/queries/exception-rules.ts';
import { inTransaction } from '#db/transaction.ts';
import { ruleWords } from '#lib/domain/decision/rule-words.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { endOf } from '../exception/end-source.ts';

/** Ends rules of an organization whose time is over. What they excepted ends by its own end, which is the same. */
export async function expireRules(sql: Sql, { orgId }: { orgId: number }, now: Date): Promise<void> {
  for (const ruleId of await findEndedRules(sql, { orgId }, now)) {
    await inTransaction(sql, async (tx) => {
      const scope = { orgId, ruleId };
      const rule = await lockRule(tx, scope);
      if (rule === null || rule.expiresAt === null || rule.expiresAt > now) return;
      if (rule.state !== 'requested' && rule.state !== 'in_force') return;
      await endRule(tx, scope, { state: 'expired', at: now, by: null });
      await writeAudit(tx, endOf(orgId, now), {
        verb: 'exception.rule_expired',
        target: await organizationTarget(tx, orgId),
        detail: { rule: ruleId, about: ruleWords(rule.conditions), was: rule.state },
      });
    });
  }
}
