import type { TrustedName } from '#lib/scanners/shared/trusted-fingerprint.ts';

/** The hash of the line's text, under the names that exports give it. */
export const TRUSTED: readonly TrustedName[] = [
  { name: 'sonar/hash', pathFree: true },
  { name: 'hash', pathFree: true },
];
