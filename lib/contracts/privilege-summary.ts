import { z } from 'zod';
import { instant, total } from './common.ts';

const count = z.number().int();

/** How many, and the first of them. */
const some = z.object({ total, first: z.array(z.object({ id: z.string(), name: z.string() })) });

/** `GET /api/v1/privileges/summary`: each number is that of the list with the filters that it is named after. */
export const privilegeSummary = z.object({
  systems: count,
  /** When the oldest of the newest snapshots was collected; null: there is no inventory. */
  as_of: instant.nullable(),
  principals: total,
  /** `principals?level_min=5` */
  admins: total,
  /** `changes?admin=true` of the last 7 days. */
  gained_admin: some,
  /** `paths?alone=true&certainty=proven&owners_only=false` */
  paths_alone: some,
  rights: total,
  /** `grants?unused_days=`, and after how many days a right counts as unused. */
  unused_rights: total,
  unused_days: count,
  /** `grants?use_told=false`: whether they are used is not known. */
  use_untold: total,
  credentials: total,
  /** `credentials?age=overdue` */
  overdue: some,
  /** `credentials?age=untold` */
  age_untold: total,
  /** Open findings of category `privilege`, and those that are critical, the newest first. */
  findings: total,
  critical: some,
});
export type PrivilegeSummary = z.infer<typeof privilegeSummary>;
