import type { Context } from '#lib/context.ts';
import type { FrameworkView } from '#lib/contracts/framework.ts';
import { FRAMEWORKS } from '#lib/domain/framework/frameworks.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { countChecks } from './count-checks.ts';
import { frameworkViewOf } from './framework-views.ts';

/** A framework with each control, what it is judged by, and where the evidence is. @throws Fault not_found */
export async function getFramework(ctx: Context, name: string): Promise<FrameworkView> {
  permit(ctx, 'posture:read', 'repositories');
  const framework = FRAMEWORKS.find(({ id }) => id === name);
  if (framework === undefined) {
    const names = FRAMEWORKS.map(({ id }) => id).join(', ');
    throw new Fault('not_found', `There is no such framework. There are: ${names}.`);
  }
  const checks = framework.controls.flatMap((control) => control.checks);
  const counted = await countChecks(ctx, checks);
  return frameworkViewOf(framework, counted, ctx.now());
}
