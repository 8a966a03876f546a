import { createHash } from 'node:crypto';

/** Names an identity in addresses, where issuers and subjects have no place. */
export function identityHandle({ issuer, subject }: { issuer: string; subject: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 32);
}
