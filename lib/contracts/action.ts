import { z } from 'zod';
import { category, instant, severity, severityCounts } from './common.ts';

/** One fix, as rows of the queue and of "Do next" show it. */
export const actionRow = z.object({
  id: z.string(),
  repo: z.string(),
  number: z.number().int(),
  kind: z.string(),
  title: z.string(),
  category,
  severity: severity.nullable(),
  counts: severityCounts,
  open: z.number().int(),
  lane: z.enum(['act_now', 'due_soon', 'by_value', 'watch']),
  /** The largest factors, as sentences. */
  why: z.array(z.string()),
  gain: z.number(),
  effort_hours: z.number(),
  due_at: instant.nullable(),
  overdue: z.boolean(),
  url: z.string(),
});
export type ActionRow = z.infer<typeof actionRow>;
