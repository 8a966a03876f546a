import { randomUUID } from 'node:crypto';
import { ensureMonths } from '#db/partitions.ts';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { lockBulk } from '#db/queries/exceptions-bulk.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { BulkRequest, BulkResult } from '#lib/contracts/exception-bulk.ts';
import { can } from '#lib/domain/access/access.ts';
import { bulkDifference } from '#lib/domain/decision/bulk-token.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { type AddedTo, addInBulk } from './add-in-bulk.ts';
import { findSelection } from './find-selection.ts';
import { requireExpiry } from './require-expiry.ts';

/**
 * Asks for exceptions of many findings, in one transaction: all or none. They are in force at once where the caller may
 * decide and one person is enough.
 * @throws Fault forbidden; not_found for an id; invalid_input for an end that the policy does not allow; conflict when it is
 *   about other findings than the preview showed, or about none
 */
export async function requestInBulk(ctx: Context, request: BulkRequest): Promise<BulkResult> {
  permit(ctx, 'exception:request', 'repositories');
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  return inTransaction(ctx.sql, async (tx) => {
    // Before it is looked what there is to decide: of two at once, the second one sees what the first one did.
    await lockBulk(tx, ctx);
    const policy = await findExceptionPolicy(tx, ctx);
    const { kind, reason, evidence_url: evidenceUrl } = request;
    const expiresAt = requireExpiry(kind, request.expires_at, policy, now);
    const { findings } = await findSelection(ctx, tx, request);
    const difference = bulkDifference(request.token, findings);
    if (difference !== null) throw new Fault('conflict', `${difference} Nothing was changed: look at a new preview.`);
    if (findings.length === 0) throw new Fault('conflict', 'There is nothing to decide: all are decided or fixed.');
    const requester = actedBy(ctx);
    const decides = can(ctx.principal, 'exception:decide', { orgId: ctx.orgId });
    const decider = decides && !policy.fourEyes ? requester : null;
    const batch = randomUUID();
    const asked = { kind, reason, evidenceUrl, expiresAt };
    const at = { orgId: ctx.orgId, now, ...causeOf(ctx) };
    const added = await addInBulk(tx, at, findings, asked, { requester, decider, batch });
    const total = sumOf(added);
    await writeAudit(tx, auditSource(ctx), {
      verb: decider === null ? 'exception.requested' : 'exception.approved',
      target: await organizationTarget(tx, ctx.orgId),
      detail: {
        ...{ decision: kind, reason, until: expiresAt?.toISOString() ?? null, findings: total, batch },
        repositories: added.map(({ fullName, findings: own }) => `${fullName} ${own}`).slice(0, 100),
      },
    });
    return { batch, findings: total, repositories: added.length, in_force: decider !== null };
  });
}

const sumOf = (added: readonly AddedTo[]): number => added.reduce((sum, { findings }) => sum + findings, 0);
