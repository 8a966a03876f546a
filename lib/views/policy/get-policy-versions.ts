import { z } from 'zod';
import { findPolicyVersion, listPolicyVersions } from '#db/queries/policies.ts';
import type { Context } from '#lib/context.ts';
import type { PolicyVersionList, PolicyVersionView } from '#lib/contracts/policy.ts';
import { BUILTIN_TEXT } from '#lib/domain/policy/builtin-policy.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor } from '#lib/views/cursor.ts';

const LIST = 'policy';
const BUILTIN = { version: 0, author: null, at: null, message: 'Built in' };

/** All versions of the organization's policy, newest first; the built-in one, which was before all, is the last. */
export async function getPolicyVersions(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<PolicyVersionList> {
  permit(ctx, 'policy:read', 'repositories');
  const [before = null] = decodeCursor(LIST, z.tuple([cursorInt]), cursor) ?? [];
  const rows = await listPolicyVersions(ctx.sql, ctx, { before, limit });
  const items = rows.map(({ version, author, at, message }) => ({ version, author, at: at.toISOString(), message }));
  const last = items.at(-1);
  // A full page has no room for the built-in one: it is a page of its own then.
  if (rows.length >= limit && last) return { items, next_cursor: encodeCursor(LIST, [last.version]) };
  return { items: [...items, BUILTIN], next_cursor: null };
}

/** One version with its text; 0 is the built-in one. @throws Fault not_found, forbidden */
export async function getPolicyVersion(ctx: Context, version: number): Promise<PolicyVersionView> {
  permit(ctx, 'policy:read', 'repositories');
  if (version === 0) return { ...BUILTIN, text: BUILTIN_TEXT };
  const found = await findPolicyVersion(ctx.sql, ctx, version);
  if (found === null) throw new Fault('not_found', 'There is no such version.');
  const { author, at, message, text } = found;
  return { version, author, at: at.toISOString(), message, text };
}
