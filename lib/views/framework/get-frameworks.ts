import type { Context } from '#lib/context.ts';
import type { FrameworkList } from '#lib/contracts/framework.ts';
import { FRAMEWORKS } from '#lib/domain/framework/frameworks.ts';
import { permit } from '#lib/permit.ts';
import { countChecks } from './count-checks.ts';
import { frameworkViewOf, lookedView } from './framework-views.ts';

/** Every framework with how many of its controls pass, fail and are unknown. */
export async function getFrameworks(ctx: Context): Promise<FrameworkList> {
  permit(ctx, 'posture:read', 'repositories');
  const at = ctx.now();
  const checks = FRAMEWORKS.flatMap(({ controls }) => controls.flatMap((control) => control.checks));
  const counted = await countChecks(ctx, checks);
  const items = FRAMEWORKS.map((framework) => {
    const { id, name, about, page, totals } = frameworkViewOf(framework, counted, at);
    return { id, name, about, page, totals };
  });
  return { as_of: at.toISOString(), looked: lookedView(counted), items };
}
