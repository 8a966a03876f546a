import { z } from 'zod';
import type { Job } from './job.ts';

const payload = z.object({ orgId: z.number().int() });

/** Hands the mails of an organization that are due to the mail server. */
export const sendMailsJob: Job<z.output<typeof payload>> = {
  id: 'send_mails',
  payload,
  queue: ({ orgId }) => `mails:${orgId}`,
  key: ({ orgId }) => `mails:${orgId}`,
  cron: null,
  maxAttempts: 3,
};
