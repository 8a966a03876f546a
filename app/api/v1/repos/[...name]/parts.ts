import type { Context } from '#lib/context.ts';
import type { REPOSITORY_PARTS } from '#lib/contracts/reserved-names.ts';
import {
  getRepositoryCoverage,
  getRepositoryPipelines,
  getRepositoryPosture,
  isRepository,
} from '#lib/views/repository/get-repository.ts';

type Part = 'posture' | 'coverage' | 'pipelines';

const READS = {
  posture: getRepositoryPosture,
  coverage: getRepositoryCoverage,
  pipelines: getRepositoryPipelines,
} satisfies Record<Part & (typeof REPOSITORY_PARTS)[number], (ctx: Context, name: string) => Promise<unknown>>;

const isPart = (text: string): text is Part => Object.hasOwn(READS, text);

/** Reads the part that the address names after the repository; null when the address is a repository's name alone. */
export async function getRepositoryPart(ctx: Context, parts: readonly string[]): Promise<unknown> {
  const part = parts.at(-1) ?? '';
  // A name has two parts at least, so `owner/posture` is a repository.
  if (parts.length < 3 || !isPart(part)) return null;
  const name = parts.slice(0, -1).join('/');
  // A repository that an older version named `acme/web/posture` is served here only if there is no `acme/web`.
  return (await isRepository(ctx, name)) || !(await isRepository(ctx, parts.join('/'))) ? READS[part](ctx, name) : null;
}
