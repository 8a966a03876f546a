import { z } from 'zod';
import { MOST_DAYS } from '#lib/domain/retention/keep-reports.ts';

const count = z.number().int();
const days = z.int().min(0).max(MOST_DAYS);
const reports = z.object({
  reports: count,
  /** On the disk, compressed. */
  bytes: count,
});

/** `GET /api/v1/retention`. */
export const retentionView = z.object({
  /** Days that a report is kept after it arrived; 0: until it is read; null: for good. */
  keep_reports_days: days.nullable(),
  /** Reports that are stored now. */
  stored: reports,
});
export type RetentionView = z.infer<typeof retentionView>;

/** `GET /api/v1/retention/preview`. */
export const retentionPreviewParams = z.object({ keep_reports_days: z.coerce.number().pipe(days) });
export type RetentionPreviewParams = z.infer<typeof retentionPreviewParams>;
/** What would be removed within the hour. */
export const retentionPreview = reports;
export type RetentionPreview = z.infer<typeof retentionPreview>;

/** `PATCH /api/v1/retention`. */
export const retentionChange = z
  .object({
    keep_reports_days: days.nullable(),
    /** The slug of the organization: required where reports would be removed. */
    confirm: z.string().max(255).optional(),
  })
  .strict();
export type RetentionChange = z.output<typeof retentionChange>;
