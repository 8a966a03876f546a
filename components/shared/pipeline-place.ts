/** A repository, or one of its pipelines, that a list is narrowed to. */
export interface PipelinePlace {
  repo: string | null;
  pipeline: string | null;
}

/** As the address has it, without what the API would refuse; used on the server and in the browser. */
export function readPlace(get: (name: string) => string | null): PipelinePlace {
  const repo = (get('repo') ?? '').trim();
  const isName = repo.length <= 255 && /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9._-]+)+$/.test(repo);
  return isName ? { repo, pipeline: readWord(get('pipeline'), 255) } : { repo: null, pipeline: null };
}

/** Null for nothing, and for what the API would refuse. */
export function readWord(text: string | null, max: number): string | null {
  const given = (text ?? '').trim();
  const isPlain = ![...given].some((char) => char < ' ' || char === '\u007f');
  return given !== '' && given.length <= max && isPlain ? given : null;
}
