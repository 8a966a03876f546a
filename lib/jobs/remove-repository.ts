import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int() });

/** Removes what a deleted repository holds; in one queue with its uploads. */
export const removeRepositoryJob: Job<z.output<typeof payload>> = {
  id: 'remove_repository',
  payload,
  queue: ({ repoId }) => `repository:${repoId}`,
  key: ({ repoId }) => `repository:${repoId}:remove`,
  cron: null,
  maxAttempts: 25,
};
