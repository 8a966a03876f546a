import type { Context } from '#lib/context.ts';
import type { REPOSITORY_PARTS } from '#lib/contracts/reserved-names.ts';
import { getRepositoryPolicy } from '#lib/views/policy/get-repository-policy.ts';
import {
  getRepositoryCoverage,
  getRepositoryPipelines,
  getRepositoryPosture,
  isRepository,
} from '#lib/views/repository/get-repository.ts';

type RepositoryPart = (typeof REPOSITORY_PARTS)[number];
type Part = 'posture' | 'coverage' | 'pipelines' | 'policy';

const READS = {
  posture: getRepositoryPosture,
  coverage: getRepositoryCoverage,
  pipelines: getRepositoryPipelines,
  policy: getRepositoryPolicy,
} satisfies Record<Part & RepositoryPart, (ctx: Context, name: string) => Promise<unknown>>;

const isPart = (text: string): text is Part => Object.hasOwn(READS, text);

/** Reads the part that the address names after the repository; null when the address is a repository's name alone. */
export async function getRepositoryPart(ctx: Context, parts: readonly string[]): Promise<unknown> {
  const part = parts.at(-1) ?? '';
  if (!isPart(part)) return null;
  const name = await nameBefore(ctx, parts, part);
  return name === null ? null : READS[part](ctx, name);
}

/** Name of the repository whose `part` the address is; null when it is a repository's name alone, or another part. */
export async function nameBefore(ctx: Context, parts: readonly string[], part: RepositoryPart): Promise<string | null> {
  // A name has two parts at least, so `owner/posture` is a repository.
  if (parts.length < 3 || parts.at(-1) !== part) return null;
  const name = parts.slice(0, -1).join('/');
  // A repository that an older version named `acme/web/posture` is served here only if there is no `acme/web`.
  return (await isRepository(ctx, name)) || !(await isRepository(ctx, parts.join('/'))) ? name : null;
}
