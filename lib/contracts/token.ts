import { z } from 'zod';
import { TOKEN_KINDS } from '#lib/domain/access/credential.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { instant, visibleWord, word } from './common.ts';

export const role = z.enum(ROLES);

/** Names of repositories, by `repositoryMatcher`. */
export const repositoryPattern = z
  .string()
  .max(255)
  .regex(/^(?:\*|[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._*-]+)+)$/, 'must be owner/name, owner/* or *');

export const createTokenBody = z
  .object({
    kind: z.enum(TOKEN_KINDS),
    name: visibleWord(100).trim().min(1),
    repositories: z.array(repositoryPattern).min(1).max(100).default(['*']),
    /** Upload tokens only: pipelines and scanners that it may deliver for; without any, all. */
    pipelines: z.array(word(255).min(1)).max(100).default([]),
    scanners: z.array(word(100).trim().toLowerCase().min(1)).max(100).default([]),
    role: role.optional(),
    /** Days until it ends; null never ends (API tokens only). */
    expires_in_days: z.number().int().min(1).max(3650).nullable().default(90),
  })
  .strict();
export type CreateTokenBody = z.input<typeof createTokenBody>;
/** After validation: defaults filled in. */
export type CreateTokenInput = z.output<typeof createTokenBody>;

export const tokenRow = z.object({
  id: z.number().int(),
  kind: z.enum(TOKEN_KINDS),
  name: z.string(),
  role: role.nullable(),
  repositories: z.array(z.string()),
  /** Empty: any. */
  pipelines: z.array(z.string()),
  scanners: z.array(z.string()),
  /** The last four characters. */
  hint: z.string(),
  created_at: instant,
  created_by: z.string().nullable(),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export type TokenRow = z.infer<typeof tokenRow>;

export const tokenListView = z.object({ items: z.array(tokenRow) });
export type TokenListView = z.infer<typeof tokenListView>;

/** The only answer that ever holds the token itself. */
export const createdToken = z.object({ token: z.string(), item: tokenRow });
export type CreatedToken = z.infer<typeof createdToken>;
