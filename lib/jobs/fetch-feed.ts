import { z } from 'zod';
import { FEED_KINDS } from '#lib/domain/feed/feed.ts';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), kind: z.enum(FEED_KINDS) });

/** Fetches a feed from the address that an organization set. */
export const fetchFeedJob: Job<z.output<typeof payload>> = {
  id: 'fetch_feed',
  payload,
  queue: ({ orgId }) => `feeds:${orgId}`,
  key: ({ orgId, kind }) => `fetch-feed:${orgId}:${kind}`,
  cron: null,
  maxAttempts: 3,
};
