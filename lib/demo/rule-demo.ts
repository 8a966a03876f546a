import type { Context } from '#lib/context.ts';
import { ruleRequest } from '#lib/contracts/exception-rule.ts';
import { addDays } from '#lib/domain/time.ts';
import { requestRule } from '#lib/services/exception-rule/request-rule.ts';
import { settleRule } from '#lib/services/exception-rule/settle-rule.ts';
import { COMPANY } from './company.ts';
import { developerOf } from './demo-context.ts';

const OWN = [`${COMPANY}/*`];

/** Two rules of exceptions about the demo's repositories: one in force, which its findings follow at once, and one that waits. */
export async function ruleDemo(ctx: Context): Promise<void> {
  const until = (days: number) => addDays(ctx.now(), days).toISOString();
  const inForce = ruleRequest.parse({
    kind: 'accepted',
    reason: 'The content delivery network sets these headers. Scans of staging go around it.',
    expires_at: until(60),
    conditions: { categories: ['dast'], severity_at_most: 'low', repositories: OWN },
  });
  const ruleId = await requestRule(ctx, inForce);
  await settleRule(ctx, { orgId: ctx.orgId, ruleId });
  const waits = ruleRequest.parse({
    kind: 'false_positive',
    reason: 'These jobs read no input from outside.',
    expires_at: until(180),
    conditions: { categories: ['sast'], severity_at_most: 'medium', paths: ['jobs/', 'cron/'], repositories: OWN },
  });
  await requestRule(developerOf(ctx), waits);
}
