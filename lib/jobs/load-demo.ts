import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int() });

/** Makes the demo of an organization. */
export const loadDemoJob: Job<z.output<typeof payload>> = {
  id: 'load_demo',
  payload,
  queue: ({ orgId }) => `demo:${orgId}`,
  key: ({ orgId }) => `demo:${orgId}`,
  cron: null,
  maxAttempts: 2,
};
