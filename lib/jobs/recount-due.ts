import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int() });

/** Counts due dates and scores of all repositories of an organization anew. */
export const recountDueJob: Job<z.output<typeof payload>> = {
  id: 'recount_due',
  payload,
  queue: ({ orgId }) => `due:${orgId}`,
  key: ({ orgId }) => `due:${orgId}`,
  cron: null,
  maxAttempts: 25,
  waitsForDemo: true,
};
