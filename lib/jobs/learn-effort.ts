import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int() });

/** Learns from an organization's own fixes how long each kind takes. */
export const learnEffortJob: Job<z.output<typeof payload>> = {
  id: 'learn_effort',
  payload,
  queue: ({ orgId }) => `effort:${orgId}`,
  key: ({ orgId }) => `effort:${orgId}`,
  cron: null,
  maxAttempts: 25,
  waitsForDemo: true,
};
