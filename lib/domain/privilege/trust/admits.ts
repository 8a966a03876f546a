import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import { admitsAws } from './admits-aws.ts';
import { admitsAzure } from './admits-azure.ts';
import { admitsVault } from './admits-vault.ts';
import type { Claims } from './claims.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** Whether a cloud lets in whoever has a token with these claims; a trust that was not read may let in anybody. */
export function admits(trust: TrustPolicy | null, claims: Claims): Tri {
  if (trust === null) return null;
  switch (trust.cloud) {
    case 'aws':
      return admitsAws(trust, claims);
    case 'azure':
      return admitsAzure(trust, claims);
    case 'vault':
      return admitsVault(trust, claims);
  }
}
