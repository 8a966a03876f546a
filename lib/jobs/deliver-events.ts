import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int(), sinkId: z.number().int() });

/** Sends what waits for one sink. */
export const deliverEventsJob: Job<z.output<typeof payload>> = {
  id: 'deliver_events',
  payload,
  // A receiver that is slow holds up nobody else's events.
  queue: ({ orgId, sinkId }) => `sink:${orgId}:${sinkId}`,
  key: ({ orgId, sinkId }) => `sink:${orgId}:${sinkId}`,
  cron: null,
  // Sending that fails is no failure of the job; it is ordered again every minute.
  maxAttempts: 3,
};
