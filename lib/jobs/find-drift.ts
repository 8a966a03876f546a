import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int() });

/** Finds what changes of pipelines gave to somebody and still give, in a repository. */
export const findDriftJob: Job<z.output<typeof payload>> = {
  id: 'find_drift',
  payload,
  queue: ({ repoId }) => `repository:${repoId}`,
  key: ({ repoId }) => `drift:${repoId}`,
  cron: null,
  maxAttempts: 10,
  waitsForDemo: true,
};
