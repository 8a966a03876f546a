import type { Transaction } from '#db/client.ts';
import type { ExceptionRule } from '#db/queries/exception-rules.ts';
import type { Context } from '#lib/context.ts';
import type { AuditVerb } from '#lib/domain/audit/entry.ts';
import { ruleWords } from '#lib/domain/decision/rule-words.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

type Noted = Pick<ExceptionRule, 'id' | 'kind' | 'conditions' | 'reason' | 'expiresAt'>;

/** The entry of the audit log about a rule: to be written last. */
export async function noteRule(
  ctx: Context,
  tx: Transaction,
  verb: Extract<AuditVerb, `exception.rule_${string}`>,
  rule: Noted,
  more: Readonly<Record<string, string | null>> = {},
): Promise<void> {
  const detail = {
    rule: rule.id,
    decision: rule.kind,
    about: ruleWords(rule.conditions),
    reason: rule.reason,
    until: rule.expiresAt?.toISOString() ?? null,
    ...more,
  };
  const target = await organizationTarget(tx, ctx.orgId);
  await writeAudit(tx, auditSource(ctx), { verb, target, detail });
}
