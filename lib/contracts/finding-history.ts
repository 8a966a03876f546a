import { z } from 'zod';
import { FINDING_EVENT_KINDS } from '#lib/domain/finding/event.ts';
import { instant } from './common.ts';
import { deliveredBy } from './upload.ts';

export const timelineEvent = z.object({
  at: instant,
  kind: z.enum(FINDING_EVENT_KINDS),
  text: z.string(),
  upload: z
    .object({
      id: z.string(),
      url: z.string(),
      number: z.number().int(),
      delivered_by: deliveredBy,
      /** Who released it after it was held, by the name of that time. */
      released_by: z.string().nullable(),
      run_url: z.string().nullable(),
    })
    .nullable(),
  /** The person who caused it, where no upload did. */
  user: z.string().nullable(),
  /** The API token that caused it, where neither an upload nor a person did: its name of that time. */
  token: z.string().nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

export const sightingView = z.object({
  pipeline: z.string(),
  scanner: z.string(),
  label: z.string(),
  ref: z.string(),
  tracked: z.boolean(),
  present: z.boolean(),
  last_report_at: instant.nullable(),
});
export type SightingView = z.infer<typeof sightingView>;
