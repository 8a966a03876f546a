import { z } from 'zod';

const count = z.number().int();
/** The same bounds as the installation's own limits have. */
const perMinute = z.int().min(1).max(1_000_000);
/** A petabyte. */
const MOST_BYTES = 1e15;

const rate = z.object({
  /** Null: that of the installation holds. */
  chosen: count.nullable(),
  /** What the environment allows at most. */
  installation: count,
  /** Reports of the last minute that count now; of credentials, those of the one with the most. */
  used: count,
});

/** `GET /api/v1/limits`. */
export const limitsView = z.object({
  /** Reports that one token or person may deliver within a minute. */
  credential_uploads_per_minute: rate,
  /** The same of all the organization. */
  uploads_per_minute: rate,
  /** Bytes of stored reports, compressed. */
  stored_bytes: rate.extend({ installation: count.nullable() }),
});
export type LimitsView = z.infer<typeof limitsView>;

/** `PATCH /api/v1/limits`. What is left out stays; null: that of the installation. */
export const limitsChange = z
  .object({
    credential_uploads_per_minute: perMinute.nullable().optional(),
    uploads_per_minute: perMinute.nullable().optional(),
    stored_bytes: z.int().min(1).max(MOST_BYTES).nullable().optional(),
  })
  .strict();
export type LimitsChange = z.output<typeof limitsChange>;
