import { listSigningKeys } from '#db/queries/signing-keys.ts';
import type { SigningKeysView } from '#lib/contracts/signing.ts';
import type { System } from '#lib/system.ts';

/** The public keys of this installation, for everybody: by them a signature is verified without asking it. */
export async function listKeys({ systemSql }: Pick<System, 'systemSql'>): Promise<SigningKeysView> {
  const keys = await listSigningKeys(systemSql);
  return {
    keys: keys.map(({ id, publicKey, createdAt, retiredAt }) => ({
      ...{ kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url'), kid: id, use: 'sig', alg: 'EdDSA' },
      created_at: createdAt.toISOString(),
      retired_at: retiredAt?.toISOString() ?? null,
    })),
  };
}
