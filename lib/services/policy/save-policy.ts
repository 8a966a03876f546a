import { lockOrganization } from '#db/queries/organizations.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { findPolicy, insertPolicyVersion } from '#db/queries/policies.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { PolicyChange } from '#lib/contracts/policy.ts';
import { BUILTIN_POLICY, BUILTIN_TEXT } from '#lib/domain/policy/builtin-policy.ts';
import { changedRules } from '#lib/domain/policy/changed-rules.ts';
import { parsePolicy } from '#lib/domain/policy/parse-policy.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { requireVersion } from './require-version.ts';
import { valid } from './valid.ts';

/**
 * Saves a new version of the organization's policy: it judges from the next report on. The text that is in force already
 * changes nothing.
 * @throws Fault forbidden; invalid_input naming line and column of each mistake; conflict where somebody saved meanwhile
 */
export async function savePolicy(ctx: Context, { text, message, version }: PolicyChange): Promise<void> {
  permit(ctx, 'policy:write', 'organization');
  const policy = valid(parsePolicy(text));
  const at = ctx.now();
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = await findPolicy(tx, ctx);
    requireVersion(version, before?.version ?? 0);
    if (text === (before?.text ?? BUILTIN_TEXT)) return;
    const next = (before?.version ?? 0) + 1;
    const { userId, byToken } = causeOf(ctx);
    await insertPolicyVersion(tx, { orgId: ctx.orgId, version: next, message, userId, byToken, at, text, policy });
    const detail = { version: next, removed: false };
    await insertOutbox(tx, { orgId: ctx.orgId }, { at, upload: 0, userId, kind: 'policy_changed', detail });
    const rules = changedRules(before?.policy ?? BUILTIN_POLICY, policy);
    await writeAudit(tx, auditSource(ctx), {
      verb: 'policy.changed',
      target: targetOfOrganization(organization),
      detail: { version: next, message, ...rules },
    });
  });
}
