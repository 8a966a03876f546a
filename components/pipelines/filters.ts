import type { PipelineFilters } from '#components/queries/pipelines.ts';

/** Reads the filters from the address, ignoring invalid values; used on the server and in the browser. */
export function readPipelineFilters(get: (name: string) => string | null): PipelineFilters {
  const q = (get('q') ?? '').trim();
  const show = get('show');
  const isPlain = ![...q].some((char) => char < ' ' || char === '\u007f');
  return {
    q: q.length <= 200 && isPlain ? q : '',
    show: show === 'failing' || show === 'production' ? show : null,
  };
}
