import type { GithubFile, Job, Step, Uses } from './model.ts';
import { entriesOf, entryOf, get, itemsOf, type MapNode, type Node, type TextNode, textOf, textsOf } from './node.ts';

type Head = Pick<GithubFile, 'path' | 'lines'>;

/** A workflow's parts; a sentence where the file is none. */
export function readWorkflow(root: MapNode, head: Head): GithubFile | string {
  const jobs = entryOf(root, 'jobs');
  const on = entryOf(root, 'on');
  if (jobs === null || jobs.value.kind !== 'map') return 'not a workflow: jobs is missing';
  if (on === null) return 'not a workflow: on is missing';
  return {
    ...head,
    kind: 'workflow',
    events: eventsOf(on.value),
    env: get(root, 'env'),
    permissions: get(root, 'permissions'),
    jobsLine: jobs.line,
    jobs: jobs.value.entries.flatMap(({ key, line, value }) => (value.kind === 'map' ? jobOf(key, line, value) : [])),
    root,
  };
}

/** An action's steps; a sentence where the file is no action. One that runs JavaScript or an image has no steps. */
export function readAction(root: MapNode, head: Head): GithubFile | string {
  const runs = entryOf(root, 'runs');
  if (runs === null || runs.value.kind !== 'map') return 'not an action: runs is missing';
  return {
    ...head,
    kind: 'action',
    events: null,
    env: null,
    permissions: null,
    jobsLine: runs.line,
    jobs: [jobOf('', runs.line, runs.value)],
    root,
  };
}

function eventsOf(on: Node): Set<string> {
  if (on.kind === 'map') return new Set(on.entries.map(({ key }) => key));
  return new Set(textsOf(on).map(({ value }) => value));
}

function jobOf(key: string, nameLine: number, node: MapNode): Job {
  const steps = get(node, 'steps');
  return {
    key,
    nameLine,
    line: nameLine,
    endLine: node.endLine,
    condition: textOf(get(node, 'if')),
    permissions: get(node, 'permissions'),
    env: get(node, 'env'),
    environment: get(node, 'environment'),
    runsOn: get(node, 'runs-on'),
    uses: usesOf(get(node, 'uses')),
    secrets: get(node, 'secrets'),
    steps: itemsOf(steps).flatMap((step, index) => (step.kind === 'map' ? stepOf(step, index) : [])),
    node,
  };
}

function stepOf(node: MapNode, index: number): Step {
  const uses = usesOf(get(node, 'uses'));
  const run = get(node, 'run');
  const { line, endLine } = node;
  return {
    index,
    key: textOf(get(node, 'id')) ?? textOf(get(node, 'name')) ?? uses?.name ?? String(index),
    line: entriesOf(node)[0]?.line ?? line,
    endLine,
    uses,
    run: run?.kind === 'text' ? run : null,
    shell: textOf(get(node, 'shell')),
    condition: textOf(get(node, 'if')),
    env: get(node, 'env'),
    with: get(node, 'with'),
    node,
  };
}

function usesOf(node: Node | null): Uses | null {
  if (node?.kind !== 'text') return null;
  return { ...placeOfUses(node), line: node.line, endLine: node.endLine };
}

function placeOfUses({ value }: TextNode): Pick<Uses, 'text' | 'place' | 'name' | 'ref'> {
  const text = value.trim();
  if (/^\.{1,2}\//.test(text) || text === '.') return { text, place: 'local', name: text, ref: '' };
  if (/^docker:\/\//i.test(text)) return { text, place: 'image', ...imageParts(text.slice('docker://'.length)) };
  const at = text.lastIndexOf('@');
  const [name, ref] = at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  return { text, place: 'repository', name, ref };
}

/** An image's name, and its digest or else its tag. */
export function imageParts(image: string): { name: string; ref: string } {
  const digest = image.indexOf('@');
  if (digest !== -1) return { name: image.slice(0, digest), ref: image.slice(digest + 1) };
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return colon === -1 ? { name: image, ref: '' } : { name: image.slice(0, colon), ref: image.slice(colon + 1) };
}
