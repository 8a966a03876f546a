import { z } from 'zod';
import { LEAST_AUDIT_DAYS } from '#lib/domain/retention/keep-audit.ts';
import { LEAST_PRIVILEGES_DAYS } from '#lib/domain/retention/keep-privileges.ts';
import { MOST_DAYS } from '#lib/domain/retention/keep-reports.ts';
import { instant } from './common.ts';

const count = z.number().int();
const reportDays = z.int().min(0).max(MOST_DAYS);
const auditDays = z.int().min(LEAST_AUDIT_DAYS).max(MOST_DAYS);
const privilegeDays = z.int().min(LEAST_PRIVILEGES_DAYS).max(MOST_DAYS);
const ranAt = instant.nullable();

/** `GET /api/v1/retention`. */
export const retentionView = z.object({
  /** Days that a report is kept after it arrived; 0: until it is read; null: for good. */
  keep_reports_days: reportDays.nullable(),
  /** Reports that are stored now, and their bytes on the disk, compressed. */
  stored: z.object({ reports: count, bytes: count }),
  /** Days that an entry of the audit log is kept; null: for good. */
  keep_audit_days: auditDays.nullable(),
  /** Entries of the audit log, and when the oldest of them was written. */
  audit: z.object({ entries: count, oldest_at: instant.nullable() }),
  /** Days that a snapshot of who may do what is kept after it was collected; null: for good. The newest of each system stays. */
  keep_privileges_days: privilegeDays.nullable(),
  /** Snapshots, changes that they showed, and when the oldest of them was collected. */
  privileges: z.object({ snapshots: count, changes: count, oldest_at: instant.nullable() }),
  /** When the jobs that remove old rows last ran to their end; null: not yet. That of privileges runs at night, others once an hour. */
  ran_at: z.object({ reports: ranAt, audit: ranAt, privileges: ranAt, outbox: ranAt, records: ranAt }),
});
export type RetentionView = z.infer<typeof retentionView>;

/** `GET /api/v1/retention/preview`. */
export const retentionPreviewParams = z.object({
  keep_reports_days: z.coerce.number().pipe(reportDays).optional(),
  keep_audit_days: z.coerce.number().pipe(auditDays).optional(),
  keep_privileges_days: z.coerce.number().pipe(privilegeDays).optional(),
});
export type RetentionPreviewParams = z.infer<typeof retentionPreviewParams>;
/** What would be removed within the hour, of privileges in the coming night. */
export const retentionPreview = z.object({
  reports: count,
  /** On the disk, compressed. */
  bytes: count,
  audit_entries: count,
  /** Snapshots of who may do what, and changes that they showed. */
  snapshots: count,
  changes: count,
  /** Stored inventories that go with them, and their bytes on the disk, compressed. */
  inventories: count,
  inventory_bytes: count,
});
export type RetentionPreview = z.infer<typeof retentionPreview>;

/** `PATCH /api/v1/retention`. What is left out stays as it is. */
export const retentionChange = z
  .object({
    keep_reports_days: reportDays.nullable().optional(),
    keep_audit_days: auditDays.nullable().optional(),
    keep_privileges_days: privilegeDays.nullable().optional(),
    /** The slug of the organization: required where something would be removed. */
    confirm: z.string().max(255).optional(),
  })
  .strict();
export type RetentionChange = z.output<typeof retentionChange>;
