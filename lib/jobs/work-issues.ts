import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int() });

/** Makes issues that were ordered, and looks at those that there are, of one organization. */
export const workIssuesJob: Job<z.output<typeof payload>> = {
  id: 'work_issues',
  payload,
  // A tracker that is slow holds up no other organization.
  queue: ({ orgId }) => `issues:${orgId}`,
  key: ({ orgId }) => `issues:${orgId}`,
  cron: null,
  // What fails is noted at the issue, and due again.
  maxAttempts: 3,
};
