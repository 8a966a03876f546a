import type { TrustedName } from '#lib/scanners/shared/trusted-fingerprint.ts';

/** Made of the rule, the path and the code that was matched. */
export const TRUSTED: readonly TrustedName[] = [
  { name: 'matchBasedId/v1', pathFree: false, ordinalAfter: '_' },
  { name: 'fingerprint', pathFree: false, ordinalAfter: '_' },
];
