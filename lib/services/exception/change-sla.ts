import { findDecisionPolicy, saveDecisionPolicy } from '#db/queries/decision-policies.ts';
import { addJob } from '#db/queries/jobs.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { SlaView } from '#lib/contracts/sla.ts';
import type { SlaPolicy } from '#lib/domain/action/sla.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { recountDueJob } from '#lib/jobs/recount-due.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Changes how long findings may stay open. Lists of findings follow at once; a job counts due dates of actions and scores
 * anew, repository by repository.
 * @throws Fault forbidden
 */
export async function changeSla(ctx: Context, change: SlaView): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  const sla: SlaPolicy = {
    preset: change.preset,
    days: change.days,
    byCriticality: change.by_criticality as SlaPolicy['byCriticality'],
  };
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = await findDecisionPolicy(tx, ctx);
    const detail = { from: wordsOf(before.sla), to: wordsOf(sla) };
    if (detail.from === detail.to) return;
    await saveDecisionPolicy(tx, ctx, { ...before, sla }, ctx.now());
    await addJob(tx, orderOf(recountDueJob, { orgId: ctx.orgId }));
    const target = targetOfOrganization(organization);
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.sla_changed', target, detail });
  });
}

const daysOf = (days: Partial<SlaPolicy['days']>): string =>
  Object.entries(days)
    .map(([severity, count]) => `${severity} ${count ?? 'none'}`)
    .join(' ');

function wordsOf({ preset, days, byCriticality }: SlaPolicy): string {
  const special = Object.entries(byCriticality).map(([criticality, own]) => `${criticality}: ${daysOf(own)}`);
  return [preset === 'bod_26_04' ? 'BOD 26-04' : 'by severity', daysOf(days), ...special].join(', ');
}
