import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int() });

/** Removes what a deleted organization holds. */
export const removeOrganizationJob: Job<z.output<typeof payload>> = {
  id: 'remove_organization',
  payload,
  queue: ({ orgId }) => `organization:${orgId}:remove`,
  key: ({ orgId }) => `organization:${orgId}:remove`,
  cron: null,
  maxAttempts: 25,
};
