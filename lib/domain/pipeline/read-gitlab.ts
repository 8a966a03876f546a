import { GITLAB_WORDS } from './kind-of-file.ts';
import type { GitlabFile, GitlabJob } from './model.ts';
import { type Entry, entriesOf, entryOf, get, type MapNode, type Node, textsOf } from './node.ts';

/** As deep as GitLab follows `extends`. */
const MOST_EXTENDED = 11;
/** What a job takes from `default:`, or from the first level of the file where older files have it. */
const DEFAULTS = ['image', 'services', 'tags', 'before_script', 'after_script', 'cache', 'id_tokens'];

/** The jobs of a GitLab file, each with what it extends; a sentence where the file is none. */
export function readGitlab(root: MapNode, head: Pick<GitlabFile, 'path' | 'lines'>): GitlabFile | string {
  const named = root.entries.filter(({ key, value }) => !GITLAB_WORDS.has(key) && value.kind === 'map');
  const templates = new Map(named.map((entry) => [entry.key, entry]));
  const hasIncludes = entryOf(root, 'include') !== null;
  const known = ['include', 'stages', 'workflow', 'variables', 'default', 'spec'].some(
    (key) => entryOf(root, key) !== null,
  );
  if (named.length === 0 && !known) return 'not a GitLab CI file: it has no job';
  return { ...head, kind: 'gitlab', root, hasIncludes, jobs: named.map((entry) => jobOf(entry, root, templates)) };
}

function jobOf(entry: Entry, root: MapNode, templates: ReadonlyMap<string, Entry>): GitlabJob {
  const own = entry.value as MapNode;
  const chain = extendedBy(own, templates);
  const merged = withDefaults(
    chain.reduce((job, base) => merge(base, job), own),
    root,
  );
  return {
    key: entry.key,
    nameLine: entry.line,
    line: entry.line,
    endLine: own.endLine,
    isHidden: entry.key.startsWith('.'),
    isPartial: chain.length === 0 ? false : chain.includes(MISSING),
    scripts: ['before_script', 'script', 'after_script'].flatMap((key) => textsOf(get(own, key))),
    own,
    node: merged,
  };
}

const MISSING: MapNode = { kind: 'map', line: 1, endLine: 1, entries: [] };

/** What a job extends, nearest first; `MISSING` for each that another file has. */
function extendedBy(job: MapNode, templates: ReadonlyMap<string, Entry>): MapNode[] {
  const found: MapNode[] = [];
  const seen = new Set<string>();
  let names = textsOf(get(job, 'extends')).map(({ value }) => value);
  for (let depth = 0; names.length > 0 && depth < MOST_EXTENDED; depth += 1) {
    // Of several, the last one counts most.
    const bases = names.toReversed().filter((name) => !seen.has(name));
    for (const name of bases) seen.add(name);
    const nodes = bases.map((name) => (templates.get(name)?.value as MapNode | undefined) ?? MISSING);
    found.push(...nodes);
    names = nodes.flatMap((node) => textsOf(get(node, 'extends')).map(({ value }) => value));
  }
  return found;
}

/** `over` with what `base` has beside it; maps within are merged, everything else is replaced. */
function merge(base: MapNode, over: MapNode): MapNode {
  const names = new Set(over.entries.map(({ key }) => key));
  const both = over.entries.map((entry) => {
    const below = entryOf(base, entry.key)?.value;
    if (entry.value.kind !== 'map' || below?.kind !== 'map') return entry;
    return { ...entry, value: merge(below, entry.value) };
  });
  return { ...over, entries: [...both, ...base.entries.filter(({ key }) => !names.has(key))] };
}

function withDefaults(job: MapNode, root: MapNode): MapNode {
  const inherits = get(job, 'inherit', 'default');
  if (inherits?.kind === 'text' && inherits.value === 'false') return job;
  const wanted = inherits?.kind === 'list' ? new Set(textsOf(inherits).map(({ value }) => value)) : null;
  const defaults = [...entriesOf(get(root, 'default')), ...root.entries].filter(
    ({ key }) => DEFAULTS.includes(key) && (wanted === null || wanted.has(key)),
  );
  const names = new Set(job.entries.map(({ key }) => key));
  const first = [...Map.groupBy(defaults, ({ key }) => key).values()].flatMap(([entry]) => entry ?? []);
  return { ...job, entries: [...job.entries, ...first.filter(({ key }) => !names.has(key))] };
}

/** The image of a job or a service: a word, or a map with a name. */
export function imageOf(node: Node | null): { image: string; node: Node } | null {
  const name = node?.kind === 'map' ? get(node, 'name') : node;
  return name?.kind === 'text' ? { image: name.value, node: name } : null;
}
