/** What a Checkov `resource` says, without the file path that some runners put in front of it. */
export function resourceAddress(resource: string | null, paths: readonly (string | null)[]): string | null {
  if (resource === null) return null;
  for (const path of paths) {
    if (path === null || !resource.startsWith(path)) continue;
    const rest = resource.slice(path.length).replace(/^[.:]/, '');
    return rest === '' ? null : rest;
  }
  return resource;
}

interface Segment {
  name: string;
  index: string | null;
  label: string | null;
}

/**
 * Job and step of a pipeline resource, by name where there is one so that a new step above moves nothing:
 * `jobs(build).steps[2](greet)` → build, greet; `jobs(build).steps[3]` → build, steps[3];
 * `stages[0](one).jobs[1](two).steps[0]` → one/two, steps[0]; `deploy.script` (GitLab) → deploy, script.
 */
export function jobAndStep(resource: string | null, runner: string): { job: string | null; step: string | null } {
  if (resource === null) return { job: null, step: null };
  const segments = segmentsOf(resource.slice(0, 2000));
  if (runner === 'gitlab_ci') {
    const [job, ...rest] = segments;
    return { job: job === undefined ? null : nameOf(job), step: rest.map(nameOf).join('.') || null };
  }
  const holders = new Set(['stages', 'jobs', 'executors', 'templates']);
  const jobs: string[] = [];
  let at = 0;
  for (let segment = segments[at]; segment !== undefined && holders.has(segment.name); segment = segments[++at]) {
    if (segment.label !== null || segment.index !== null) jobs.push(nameOf(segment));
  }
  const step = segments.slice(at).map(nameOf).join('.');
  return { job: jobs.join('/') || null, step: step || null };
}

function nameOf(segment: Segment): string {
  // Its label is the workflow's name, not a step's.
  if (segment.name === 'on') return 'on';
  return segment.label ?? (segment.index === null ? segment.name : `${segment.name}[${segment.index}]`);
}

/** Splits at dots outside of parentheses: labels are free text and may hold dots, brackets and parentheses. */
function segmentsOf(resource: string): Segment[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of resource) {
    if (letter === '(') depth++;
    else if (letter === ')') depth = Math.max(0, depth - 1);
    if (letter === '.' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += letter;
  }
  parts.push(part);
  return parts.filter((text) => text !== '').map(segment);
}

function segment(text: string): Segment {
  const open = text.indexOf('(');
  const label = open > 0 && text.endsWith(')') ? text.slice(open + 1, -1) : null;
  const head = label === null ? text : text.slice(0, open);
  const index = /^(.*?)\[([^\][]*)\]$/.exec(head);
  return { name: index?.[1] ?? head, index: index?.[2] ?? null, label: label === '' ? null : label };
}
