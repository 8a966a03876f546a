import { lockOrganization } from '#db/queries/organizations.ts';
import { findTeamsRule, setDeveloperSight as storeSight } from '#db/queries/teams-write.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { AuditTarget } from '#lib/domain/audit/entry.ts';
import type { DeveloperSight } from '#lib/domain/team/sources.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { organizationTarget } from '../audit/organization-target.ts';
import { type AuditEvent, writeAudit } from '../audit/write-audit.ts';

/**
 * Says what developers see: everything, or what their teams own. It counts from their next request on.
 * @throws Fault forbidden
 */
export async function setDeveloperSight(ctx: Context, sight: DeveloperSight): Promise<void> {
  permit(ctx, 'team:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, orgId);
    const { developerSight } = await findTeamsRule(tx, { orgId });
    if (developerSight === sight) return;
    await storeSight(tx, { orgId }, sight);
    await releaseUnseen(tx, { orgId, now: ctx.now() }, ctx.userId);
    await writeAudit(tx, auditSource(ctx), sightEvent(await organizationTarget(tx, orgId), developerSight, sight));
  });
}

export function sightEvent(target: AuditTarget, from: DeveloperSight, to: DeveloperSight): AuditEvent {
  return { verb: 'organization.developer_sight_changed', target, detail: { from, to } };
}
