import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), load: z.number().int() });

/** Finds the repositories that a load of a feed concerns, and has each follow it. */
export const followFeedJob: Job<z.output<typeof payload>> = {
  id: 'follow_feed',
  payload,
  queue: ({ orgId }) => `feeds:${orgId}`,
  key: ({ orgId, load }) => `follow-feed:${orgId}:${load}`,
  cron: null,
  maxAttempts: 25,
  waitsForDemo: true,
};
