import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int() });

/** Makes what rests on statements in a repository what they say now, and adopts those of trusted authors. */
export const followStatementsJob: Job<z.output<typeof payload>> = {
  id: 'follow_statements',
  payload,
  queue: ({ repoId }) => `repository:${repoId}`,
  key: ({ repoId }) => `statements:${repoId}`,
  cron: null,
  maxAttempts: 25,
  waitsForDemo: true,
};
