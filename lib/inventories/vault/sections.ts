import type { SectionShape } from '../shared/section.ts';

/** The sections of a HashiCorp Vault: what its command line says with `-format=json`. `docs/privileges.md` names the calls. */
export const VAULT_SECTIONS = {
  kv_metadata: { kind: 'each', key: 'path' },
  jwt_roles: { kind: 'each', key: 'role' },
  approle_roles: { kind: 'each', key: 'role' },
} as const satisfies Record<string, SectionShape>;

export type VaultSection = keyof typeof VAULT_SECTIONS;
