import { z } from 'zod';
import { MAX_SCOPE, SCOPE_KINDS } from '#lib/domain/access/chosen-scope.ts';
import { cursor, limit, word } from './common.ts';

/** The parameter of pages and of every read of the API. */
export const SCOPE = 'scope';

export const scopeText = z
  .string()
  .max(MAX_SCOPE)
  .regex(/^(?:team|label|repo):./, 'must be team:…, label:… or repo:owner/name');

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

const HERE = 'http://plumbline.invalid';

/** Pages that show the same whatever is chosen, and are no part of the product's frame. */
const OUTSIDE = /^\/(?:docs|sign-in|setup)(?:\/|$)/;

/**
 * An address of this product, within the chosen scope. One that names a scope itself keeps that one; places within the
 * page and other sites stay as they are.
 */
export function withScope(address: string, scope: string | null): string {
  if (scope === null || !/^\/(?![/\\])/.test(address) || !URL.canParse(address, HERE)) return address;
  const url = new URL(address, HERE);
  if (url.origin !== HERE || OUTSIDE.test(url.pathname) || url.searchParams.has(SCOPE)) return address;
  const [path = '', hash] = address.split('#', 2);
  const value = encodeURIComponent(scope).replaceAll('%2F', '/').replaceAll('%3A', ':');
  return `${path}${path.includes('?') ? '&' : '?'}${SCOPE}=${value}${hash === undefined ? '' : `#${hash}`}`;
}
