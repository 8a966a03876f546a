import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int() });

/** Looks in the newest inventory of a system whether what access reviews decided was carried out. */
export const verifyReviewsJob: Job<z.output<typeof payload>> = {
  id: 'verify_reviews',
  payload,
  queue: ({ repoId }) => `reviews:${repoId}`,
  key: ({ repoId }) => `reviews:${repoId}`,
  cron: null,
  maxAttempts: 10,
  waitsForDemo: true,
};
