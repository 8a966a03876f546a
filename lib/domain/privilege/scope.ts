import type { ReadSource } from './inventory.ts';

/** What an inventory is of, as its system writes it: part of the name of the repository that stands for it. */
interface Scope {
  pattern: RegExp;
  /** For people whose name does not fit. */
  words: string;
}

export const SCOPES: Readonly<Record<ReadSource, Scope>> = {
  github: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, words: 'the name of an organization, such as "acme"' },
  aembit: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, words: 'the name of a tenant, such as "acme"' },
  gitlab: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9._-]+){0,19}$/,
    words: 'the full path of a group, such as "acme/platform"',
  },
  beyondtrust: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    words: 'a name of the Password Safe, such as "safe-eu"',
  },
  vault: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, words: 'a name of the Vault, such as "vault.example.com"' },
  conjur: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, words: 'a name of the server, such as "conjur.example.com"' },
  spiffe: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/,
    words: 'the name of a trust domain, such as "prod.example.com"',
  },
  cyberark: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, words: 'a name of the vault, such as "vault-eu"' },
  azure: {
    pattern: /^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/,
    words: 'the id of a subscription, such as "0b1f6471-1bf0-4dda-aec3-cb9272f09590"',
  },
  opengraph: { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, words: 'the name of an organization, such as "acme"' },
  aws: { pattern: /^[0-9]{12}$/, words: 'the number of an account, such as "123456789012"' },
};
