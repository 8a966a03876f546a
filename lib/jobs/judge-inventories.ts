import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int() });

/** Judges the inventories of a system again, because what they are judged by changed. */
export const judgeInventoriesJob: Job<z.output<typeof payload>> = {
  id: 'judge_inventories',
  payload,
  queue: ({ repoId }) => `repository:${repoId}`,
  key: ({ repoId }) => `judge:${repoId}`,
  cron: null,
  maxAttempts: 10,
  waitsForDemo: true,
};
