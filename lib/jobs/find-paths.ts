import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int() });

/** Computes who reaches production in a system, from its newest inventory. */
export const findPathsJob: Job<z.output<typeof payload>> = {
  id: 'find_paths',
  payload,
  // One at a time, beside the imports: it may take a minute and as much memory as a reader.
  queue: () => 'paths',
  key: ({ repoId }) => `paths:${repoId}`,
  cron: null,
  maxAttempts: 10,
  waitsForDemo: true,
};
