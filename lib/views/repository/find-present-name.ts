import { findPresentNames } from '#db/queries/former-names.ts';
import type { Context } from '#lib/context.ts';
import { permit } from '#lib/permit.ts';

/**
 * Where an address that begins with a former name of a repository leads now: the present name, and what stands behind it
 * (`[]` for the repository itself). Null when no repository that the caller sees had such a name.
 */
export async function findPresentName(
  ctx: Context,
  parts: readonly string[],
): Promise<{ name: string; rest: string[] } | null> {
  permit(ctx, 'posture:read', 'repositories');
  const lengths = parts.map((_, index) => parts.length - index).filter((length) => length >= 2);
  const nameOf = (length: number): string => parts.slice(0, length).join('/').replaceAll('\0', '');
  const present = await findPresentNames(ctx.readSql, ctx.readScope, lengths.map(nameOf));
  for (const length of lengths) {
    const name = present.get(nameOf(length).toLowerCase());
    if (name !== undefined) return { name, rest: parts.slice(length) };
  }
  return null;
}
