import type { PipelineKind } from './model.ts';

const YAML = /\.ya?ml$/i;
/** Characters of a part of the beginning. */
const LOOKED_AT = 20_000;
const HEAD = 64 * 1024;

/** What a file is by its path alone; null where its content must tell, or where it is no pipeline. */
export function kindOfPath(path: string): PipelineKind | null {
  if (/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i.test(path)) return 'workflow';
  if (/(?:^|\/)action\.ya?ml$/i.test(path)) return 'action';
  if (/(?:^|\/)(?:[^/]*\.)?gitlab-ci\.ya?ml$/i.test(path) || /(?:^|\/)\.gitlab\/.+\.ya?ml$/i.test(path))
    return 'gitlab';
  return null;
}

export const isYamlPath = (path: string): boolean => YAML.test(path);

/** Words of GitLab's file that are no job. */
export const GITLAB_WORDS: ReadonlySet<string> = new Set([
  'default',
  'include',
  'stages',
  'variables',
  'workflow',
  'spec',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'types',
]);

const OTHERS = ['jobs', 'steps', 'pipelines', 'language', 'apiVersion', 'kind', 'pool'];

/** Names at the first level of the beginning of a file, each with whether something below it is a name that jobs have. */
function topNames(head: string): Map<string, string> {
  const names = new Map<string, string>();
  let current: string | null = null;
  for (const line of head.split('\n')) {
    const name = /^(["']?)([\w.][\w.:/ -]{0,200}?)\1\s*:(?:\s|$)/.exec(line)?.[2];
    if (name !== undefined) {
      current = name;
      names.set(name, line.slice(line.indexOf(':') + 1).trim());
    } else if (current !== null && /^\s/.test(line)) {
      const body = names.get(current) ?? '';
      if (body.length < LOOKED_AT) names.set(current, `${body}\n${line.slice(0, 500)}`);
    }
  }
  return names;
}

/** What the beginning of a document looks like; null for anything else. */
export function kindOfText(head: string): PipelineKind | null {
  const names = topNames(
    head
      .slice(0, HEAD)
      .replace(/^\uFEFF/, '')
      .replaceAll('\r\n', '\n'),
  );
  if (names.has('jobs') && names.has('on')) return 'workflow';
  if (names.has('runs') && /^\s+["']?using["']?\s*:/m.test(names.get('runs') ?? '')) return 'action';
  // Files of other systems have scripts too, beside names that GitLab does not know.
  if (OTHERS.some((name) => names.has(name))) return null;
  const jobs = [...names].filter(([name]) => !GITLAB_WORDS.has(name));
  const isJob = ([, body]: [string, string]) => /^\s+(?:script|trigger|extends)\s*:/m.test(body);
  const includes = /^\s*(?:-\s+)?(?:local|remote|project|template|component)\s*:/m.test(names.get('include') ?? '');
  return jobs.some(isJob) || (includes && jobs.every(isJob)) ? 'gitlab' : null;
}
