import type { TrustedFingerprint } from '#lib/domain/finding/finding.ts';
import { type TrustedName, trustedFingerprint } from '#lib/scanners/shared/trusted-fingerprint.ts';

/** The instance's id, made of rule, file and code, under the names that reports give it. */
export const TRUSTED: readonly TrustedName[] = [
  { name: 'fortify/instanceID', pathFree: false },
  { name: 'instanceID', pathFree: false },
];

export function trustedInstance(instanceID: string | null): TrustedFingerprint | null {
  return trustedFingerprint({ instanceID }, TRUSTED);
}
