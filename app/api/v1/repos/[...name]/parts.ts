import type { Context } from '#lib/context.ts';
import {
  getRepositoryCoverage,
  getRepositoryPipelines,
  getRepositoryPosture,
  isRepository,
} from '#lib/views/repository/get-repository.ts';

const READS = new Map<string, (ctx: Context, name: string) => Promise<unknown>>([
  ['posture', getRepositoryPosture],
  ['coverage', getRepositoryCoverage],
  ['pipelines', getRepositoryPipelines],
]);

/** What stands behind the name: null when the address is the name alone. */
export async function getRepositoryPart(ctx: Context, parts: readonly string[]): Promise<unknown> {
  // `owner/name` at least: a repository may well be called posture.
  if (parts.length < 3) return null;
  const part = READS.get(parts.at(-1) ?? '');
  if (part === undefined || (await isRepository(ctx, parts.join('/')))) return null;
  return part(ctx, parts.slice(0, -1).join('/'));
}
