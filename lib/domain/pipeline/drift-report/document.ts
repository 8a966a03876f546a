import { z } from 'zod';
import { FINDING_KINDS } from './standing-drift.ts';

/** The document by which changes of pipelines become a report like any other. */
export const DRIFT_SCHEMA = 'drift/v1';

export const driftFinding = z.object({
  kind: z.enum(FINDING_KINDS),
  path: z.string().min(1),
  job: z.string().nullable(),
  what: z.string(),
  reviewed: z.enum(['no', 'unknown']),
  since: z.iso.datetime(),
});
export type DriftFinding = z.output<typeof driftFinding>;

/** What stands before the findings. */
export const driftHead = z.object({ schema: z.literal(DRIFT_SCHEMA), as_of: z.iso.datetime() });
