import type { Context } from '#lib/context.ts';
import { ruleRequest } from '#lib/contracts/exception-rule.ts';
import { addDays } from '#lib/domain/time.ts';
import type { Harness } from '../testing.ts';
import { requestRule } from './request-rule.ts';
import { settleRule } from './settle-rule.ts';

/** What is asked for unless a test says otherwise. */
export function askedRule(harness: Harness, conditions: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const expires_at = addDays(harness.clock.now, 30).toISOString();
  return ruleRequest.parse({ kind: 'accepted', reason: 'Only tests.', expires_at, conditions, ...more });
}

/** Runs the jobs that verbs about rules have ordered, as the worker would; returns the rules that they were about. */
export async function runRuleJobs(harness: Harness): Promise<number[]> {
  const jobs = await harness.admin<{ key: string }[]>`
    delete from graphile_worker._private_jobs where key like 'rule:%' returning key`;
  const rules = jobs.map(({ key }) => Number(key.split(':').at(-1))).sort((a, b) => a - b);
  for (const ruleId of rules) await settleRule(harness, { orgId: harness.ctx.orgId, ruleId });
  return rules;
}

/** Asks for a rule and lets the job do its part. */
export async function makeRule(
  harness: Harness,
  conditions: Record<string, unknown>,
  more: Record<string, unknown> = {},
  who: Context = harness.ctx,
): Promise<number> {
  const id = await requestRule(who, askedRule(harness, conditions, more));
  await runRuleJobs(harness);
  return id;
}
