import { countDemoRepositories, countDemoUploads, hasRealUploads } from '#db/queries/demo.ts';
import { addJob, findJobKeys } from '#db/queries/jobs.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { DemoView } from '#lib/contracts/demo.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { loadDemoJob } from '#lib/jobs/load-demo.ts';
import { removeDemoJob } from '#lib/jobs/remove-demo.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '#lib/services/audit/audit-source.ts';
import { organizationTarget } from '#lib/services/audit/organization-target.ts';
import { writeAudit } from '#lib/services/audit/write-audit.ts';
import { DEMO_SEED, FULL_SIZE, planDemo } from './plan.ts';

/**
 * Asks the worker to load the demo; a second request while the first waits changes nothing.
 * @throws Fault conflict when the organization has real reports
 */
export async function requestDemo(ctx: Context): Promise<DemoView> {
  permit(ctx, 'demo:write', 'organization');
  const { orgId } = ctx;
  if (await hasRealUploads(ctx.sql, { orgId })) {
    throw new Fault(
      'conflict',
      'This organization has real reports already. The demo belongs into an empty one; `plumbline demo load --force` loads it beside them.',
    );
  }
  await inTransaction(ctx.sql, async (tx) => {
    await addJob(tx, orderOf(loadDemoJob, { orgId }));
    await writeAudit(tx, auditSource(ctx), { verb: 'demo.loaded', target: await organizationTarget(tx, orgId) });
  });
  return getDemo(ctx);
}

/** Asks the worker to remove the demo, when it is there. */
export async function requestRemoval(ctx: Context): Promise<DemoView> {
  permit(ctx, 'demo:write', 'organization');
  const { orgId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    await addJob(tx, orderOf(removeDemoJob, { orgId }));
    await writeAudit(tx, auditSource(ctx), { verb: 'demo.removed', target: await organizationTarget(tx, orgId) });
  });
  return getDemo(ctx);
}

/** State and progress of the demo. */
export async function getDemo(ctx: Context): Promise<DemoView> {
  permit(ctx, 'demo:write', 'organization');
  const { orgId } = ctx;
  const [load, remove] = [loadDemoJob.key({ orgId }), removeDemoJob.key({ orgId })];
  const [waiting, { repositories }, done] = await Promise.all([
    findJobKeys(ctx.systemSql, [load, remove]),
    countDemoRepositories(ctx.sql, wholeOrganization(orgId)),
    countDemoUploads(ctx.sql, { orgId }),
  ]);
  const total = waiting.has(load) ? planDemo(ctx.now(), FULL_SIZE, DEMO_SEED).total : done;
  const state = waiting.has(load) ? 'loading' : waiting.has(remove) ? 'removing' : repositories > 0 ? 'loaded' : 'none';
  return { state, repositories, done: Math.min(done, total), total };
}
