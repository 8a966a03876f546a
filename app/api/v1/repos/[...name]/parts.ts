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

/** What stands behind the name: null when the address is the name alone. */
export async function getRepositoryPart(ctx: Context, parts: readonly string[]): Promise<unknown> {
  const part = parts.at(-1) ?? '';
  // `owner/name` at least: a repository may well be called posture.
  if (parts.length < 3 || !isPart(part)) return null;
  const name = parts.slice(0, -1).join('/');
  // A repository that got a reserved name before names were reserved has its address only where nobody else has it.
  return (await isRepository(ctx, name)) || !(await isRepository(ctx, parts.join('/'))) ? READS[part](ctx, name) : null;
}
