import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), repoId: z.number().int(), number: z.number().int() });

/** Reads one report and applies it. */
export const processUploadJob: Job<z.output<typeof payload>> = {
  id: 'process_upload',
  payload,
  // Uploads of one repository follow one another; those of different repositories do not wait for each other.
  queue: ({ repoId }) => `repository:${repoId}`,
  key: ({ repoId, number }) => `upload:${repoId}:${number}`,
  cron: null,
  // What a report does to its reader is counted apart (three strikes); a lost worker or database is not its fault.
  maxAttempts: 25,
};
