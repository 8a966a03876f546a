import { countDemoUploads, findDemoRepositories, hasRealUploads } from '#db/queries/demo.ts';
import { addJob, findJobKeys } from '#db/queries/jobs.ts';
import type { Context } from '#lib/context.ts';
import type { DemoView } from '#lib/contracts/demo.ts';
import { Fault } from '#lib/errors.ts';
import { DEMO_SEED, FULL_SIZE, planDemo } from './plan.ts';

export const LOAD_DEMO = 'load_demo';
export const REMOVE_DEMO = 'remove_demo';

const keyOf = (orgId: number): string => `demo:${orgId}`;

/**
 * Asks the worker to load the demo; asking twice is asking once.
 * @throws Fault conflict when the organization has real reports
 */
export async function requestDemo(ctx: Context): Promise<DemoView> {
  const { orgId } = ctx;
  if (await hasRealUploads(ctx.sql, { orgId })) {
    throw new Fault(
      'conflict',
      'This organization has real reports already. The demo belongs into an empty one; `plumbline demo load --force` loads it beside them.',
    );
  }
  await addJob(ctx.sql, {
    task: LOAD_DEMO,
    payload: { orgId },
    queue: keyOf(orgId),
    key: keyOf(orgId),
    maxAttempts: 2,
  });
  return getDemo(ctx);
}

/** Asks the worker to remove the demo, when it is there. */
export async function requestRemoval(ctx: Context): Promise<DemoView> {
  const { orgId } = ctx;
  const key = `${keyOf(orgId)}:remove`;
  await addJob(ctx.sql, { task: REMOVE_DEMO, payload: { orgId }, queue: keyOf(orgId), key, maxAttempts: 3 });
  return getDemo(ctx);
}

/** How far the demo is. */
export async function getDemo(ctx: Context): Promise<DemoView> {
  const { orgId } = ctx;
  const loading = (await findJobKeys(ctx.sql, [keyOf(orgId)])).size > 0;
  const removing = (await findJobKeys(ctx.sql, [`${keyOf(orgId)}:remove`])).size > 0;
  const repositories = (await findDemoRepositories(ctx.sql, { orgId })).length;
  const done = await countDemoUploads(ctx.sql, { orgId });
  const total = loading ? planDemo(ctx.now(), FULL_SIZE, DEMO_SEED).total : done;
  const state = loading ? 'loading' : removing ? 'removing' : repositories > 0 ? 'loaded' : 'none';
  return { state, repositories, done: Math.min(done, total), total };
}
