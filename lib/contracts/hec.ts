import { z } from 'zod';

/** Splunk's answer to a batch: `code` is 0 when all of it is stored. */
export const hecAnswer = z.object({
  text: z.string(),
  code: z.number().int(),
  /** With a channel: the batch's number in it. */
  ackId: z.number().int().optional(),
});

export const hecAcksBody = z.object({ acks: z.array(z.number().int().min(0).max(2_147_483_647)).max(10_000) });
export const hecAcksAnswer = z.object({ acks: z.record(z.string(), z.boolean()) });

export const hecQuery = z.object({
  /** A number of the sender's own choice, as a UUID; `X-Splunk-Request-Channel` does the same. */
  channel: z.string().optional(),
  /** The name of the tenant, where neither token nor event says it. */
  source: z.string().optional(),
});
