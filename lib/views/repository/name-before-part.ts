import type { Context } from '#lib/context.ts';
import type { REPOSITORY_PARTS } from '#lib/contracts/reserved-names.ts';
import { permit } from '#lib/permit.ts';
import { isRepository } from './get-repository.ts';

type RepositoryPart = (typeof REPOSITORY_PARTS)[number];

/** Name of the repository whose `part` the address is; null when it is a repository's name alone, or another part. */
export async function nameBeforePart(
  ctx: Context,
  parts: readonly string[],
  part: RepositoryPart,
): Promise<string | null> {
  permit(ctx, 'posture:read', 'repositories');
  // A name has two parts at least, so `owner/posture` is a repository.
  if (parts.length < 3 || parts.at(-1) !== part) return null;
  const name = parts.slice(0, -1).join('/');
  // A repository that an older version named `acme/web/posture` is served here only if there is no `acme/web`.
  return (await isRepository(ctx, name)) || !(await isRepository(ctx, parts.join('/'))) ? name : null;
}
