import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), ruleId: z.number().int() });

/** Makes all that is there today follow a rule of exceptions that came into force, or ended. */
export const settleRuleJob: Job<z.output<typeof payload>> = {
  id: 'settle_rule',
  payload,
  queue: ({ orgId }) => `rules:${orgId}`,
  key: ({ orgId, ruleId }) => `rule:${orgId}:${ruleId}`,
  cron: null,
  maxAttempts: 25,
  waitsForDemo: true,
};
