import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int() });

/** Joins the findings of a repository that turned out to be one problem under several names. */
export const joinFindingsJob: Job<z.output<typeof payload>> = {
  id: 'join_findings',
  payload,
  queue: ({ repoId }) => `repository:${repoId}`,
  key: ({ repoId }) => `join:${repoId}`,
  cron: null,
  maxAttempts: 25,
  waitsForDemo: true,
};
