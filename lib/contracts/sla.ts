import { z } from 'zod';
import { SLA_PRESETS } from '#lib/domain/action/sla.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';

/** Null: no due date. */
const days = z.int().min(1).max(3650).nullable();
const severities = { critical: days, high: days, medium: days, low: days, info: days };

/** `GET` and `PUT /api/v1/sla`. */
export const slaView = z
  .object({
    /** `severity`: the days below. `bod_26_04`: 3, 14 or 60 days after CISA's directive, or none; the days are kept. */
    preset: z.enum(SLA_PRESETS),
    days: z.object(severities).strict(),
    /** Other days for repositories of a criticality; what is left out is as in `days`. */
    by_criticality: z.partialRecord(z.enum(CRITICALITIES), z.object(severities).partial().strict()),
  })
  .strict();
export type SlaView = z.infer<typeof slaView>;
