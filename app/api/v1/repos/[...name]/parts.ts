import type { Context } from '#lib/context.ts';
import { getRepositoryCoverage, getRepositoryPosture } from '#lib/views/get-repository.ts';

/** What stands behind the name: null when the address is the name alone. */
export async function getRepositoryPart(ctx: Context, parts: readonly string[]): Promise<unknown> {
  // `owner/name` at least: a repository may well be called posture.
  if (parts.length < 3) return null;
  const name = parts.slice(0, -1).join('/');
  switch (parts.at(-1)) {
    case 'posture':
      return getRepositoryPosture(ctx, name);
    case 'coverage':
      return getRepositoryCoverage(ctx, name);
    default:
      return null;
  }
}
