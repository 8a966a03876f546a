import { z } from 'zod';
import { MAX_SCOPE, SCOPE_KINDS } from '#lib/domain/access/chosen-scope.ts';
import { cursor, limit, word } from './common.ts';

export const scopeText = z
  .string()
  .max(MAX_SCOPE)
  .regex(/^(?:team|label|repo|one):./, 'must be team:…, label:…, repo:owner/name or one:owner/name');

export const scopeView = z.object({
  /** As it stands in addresses: `team:payments`. */
  scope: z.string(),
  kind: z.enum(SCOPE_KINDS),
  name: z.string(),
  /** How many repositories of it the caller sees, archived ones too. */
  repositories: z.number().int(),
});
export type ScopeView = z.infer<typeof scopeView>;

export const scopeListParams = z.object({
  /** Part of the name. */
  q: word(200).optional(),
  kind: z.enum(SCOPE_KINDS).optional(),
  cursor: cursor.optional(),
  limit: limit.default(20),
});
export type ScopeListParams = z.infer<typeof scopeListParams>;

export const scopeListView = z.object({
  /** Teams first, then labels, then repositories; each by name. */
  items: z.array(scopeView),
  next_cursor: z.string().nullable(),
});
export type ScopeListView = z.infer<typeof scopeListView>;
