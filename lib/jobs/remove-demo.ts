import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int() });

/** Removes the demo of an organization; in one queue with its loading, so that neither meets the other half done. */
export const removeDemoJob: Job<z.output<typeof payload>> = {
  id: 'remove_demo',
  payload,
  queue: ({ orgId }) => `demo:${orgId}`,
  key: ({ orgId }) => `demo:${orgId}:remove`,
  cron: null,
  maxAttempts: 3,
};
