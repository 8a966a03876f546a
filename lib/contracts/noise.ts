import { z } from 'zod';

const row = {
  scanner: z.string(),
  false_positives: z.number().int(),
  /** Fixed, or of accepted risk. */
  real: z.number().int(),
  /** Of all about which something is known, 0 to 1. */
  share: z.number(),
};

/** `GET /api/v1/noise`: of the findings that were decided or fixed, how many were none. */
export const noiseView = z.object({
  /** Those with a false positive; the most first. */
  scanners: z.array(z.object(row)),
  /** At most 50. */
  rules: z.array(z.object({ ...row, rule: z.string() })),
});
export type NoiseView = z.infer<typeof noiseView>;
