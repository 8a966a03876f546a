import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), load: z.number().int() });

/** Reads a file of a feed that came, and makes it what counts. */
export const loadFeedJob: Job<z.output<typeof payload>> = {
  id: 'load_feed',
  payload,
  queue: ({ orgId }) => `feeds:${orgId}`,
  key: ({ orgId, load }) => `feed:${orgId}:${load}`,
  cron: null,
  maxAttempts: 5,
};
