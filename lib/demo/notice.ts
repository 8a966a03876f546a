import { countDemoRepositories } from '#db/queries/demo.ts';
import type { Context } from '#lib/context.ts';
import type { DemoNoticeView } from '#lib/contracts/demo.ts';
import { permit } from '#lib/permit.ts';

/** What the caller sees of the demo: how many repositories are made up, and whether there are others. */
export async function getDemoNotice(ctx: Context): Promise<DemoNoticeView> {
  permit(ctx, 'posture:read', 'repositories');
  return countDemoRepositories(ctx.readSql, ctx.readScope);
}
