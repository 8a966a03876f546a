import type { TrustedName } from '#lib/scanners/shared/trusted-fingerprint.ts';

/** Made of the rule, the path and the code that was matched. */
export const TRUSTED: readonly TrustedName[] = [
  { name: 'matchBasedId/v1', pathFree: false, ordinalAfter: '_' },
  { name: 'fingerprint', pathFree: false, ordinalAfter: '_' },
];

/** What stands in the fields that only a logged-in Semgrep fills. */
const PLACEHOLDER = /^\s{0,10}requires login\s{0,10}$/i;

export const isPlaceholder = (value: unknown): boolean => typeof value === 'string' && PLACEHOLDER.test(value);
