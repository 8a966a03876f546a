import type { Context } from '#lib/context.ts';
import type { REPOSITORY_PARTS } from '#lib/contracts/reserved-names.ts';
import { getRepositoryPolicy } from '#lib/views/policy/get-repository-policy.ts';
import {
  getRepositoryCoverage,
  getRepositoryPipelines,
  getRepositoryPosture,
} from '#lib/views/repository/get-repository.ts';
import { getRepositorySummary } from '#lib/views/repository/get-repository-summary.ts';
import { nameBeforePart } from '#lib/views/repository/name-before-part.ts';

type RepositoryPart = (typeof REPOSITORY_PARTS)[number];
type Part = 'posture' | 'summary' | 'coverage' | 'pipelines' | 'policy';

const READS = {
  posture: getRepositoryPosture,
  summary: getRepositorySummary,
  coverage: getRepositoryCoverage,
  pipelines: getRepositoryPipelines,
  policy: getRepositoryPolicy,
} satisfies Record<Part & RepositoryPart, (ctx: Context, name: string) => Promise<unknown>>;

const isPart = (text: string): text is Part => Object.hasOwn(READS, text);

/** Reads the part that the address names after the repository; null when the address is a repository's name alone. */
export async function getRepositoryPart(ctx: Context, parts: readonly string[]): Promise<unknown> {
  const part = parts.at(-1) ?? '';
  if (!isPart(part)) return null;
  const name = await nameBeforePart(ctx, parts, part);
  return name === null ? null : READS[part](ctx, name);
}
