import type { PipelineDrift } from './event.ts';

const count = (number: number, one: string, many: string): string[] =>
  number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];

/** `2 new things of others, 1 wider right, 1 file changed that nobody had to look at` */
export function driftWords({ newActions, widerPermissions, unreviewed }: Omit<PipelineDrift, 'count'>): string {
  return [
    ...count(newActions, 'new thing of others', 'new things of others'),
    ...count(widerPermissions, 'wider right', 'wider rights'),
    ...count(unreviewed, 'file changed that nobody had to look at', 'files changed that nobody had to look at'),
  ].join(', ');
}

/** Path of the pipelines of a repository. */
export const driftPath = (repository: string): string =>
  `/pipelines?${new URLSearchParams({ repo: repository }).toString().replaceAll('%2F', '/')}`;
