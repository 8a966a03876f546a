import type { Upload } from '#db/queries/uploads.ts';
import { claimMatches, findByClaim } from '#lib/scanners/registry.ts';

type Read = Pick<Upload, 'claim' | 'scanner' | 'format'>;

/** Whether a claim (null: none) surely fits the bytes of an earlier upload: the same one, or what its reader found. */
export function claimFits(claim: string | null, { claim: earlier, scanner, format }: Read): boolean {
  if (claim === null || claim === earlier) return true;
  const reader = format === null ? null : findByClaim(format);
  return reader !== null && scanner !== null && claimMatches(claim, reader, [scanner]);
}
