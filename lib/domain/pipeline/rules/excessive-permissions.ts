import type { GithubFile, Job } from '#lib/domain/pipeline/model.ts';
import { get, type Node, textOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { hasEvent, PRIVILEGED_EVENTS } from '#lib/domain/pipeline/untrusted.ts';

export const excessivePermissions: Rule = {
  of: 'github',
  id: 'excessive-permissions',
  title: 'The token of a workflow may do more than it needs',
  why: 'Whatever runs in a job can use its GITHUB_TOKEN: one compromised dependency then pushes commits, publishes releases or approves pull requests.',
  fix: 'Say permissions: contents: read for the whole workflow, and in each job what it needs beyond that.',
  severity: 'high',
  controls: ['CICD-SEC-2', 'CICD-SEC-5', 'CIS 2.3', 'SLSA Build L3'],
  cwes: [250, 272],
  references: [GITHUB_DOCS.secureUse, GITHUB_DOCS.syntax],
  check: (file) => (file.kind === 'workflow' ? [...writeAll(file), ...unsaid(file)] : []),
};

const isWriteAll = (node: Node | null): node is Node => textOf(node)?.trim() === 'write-all';

function writeAll(file: GithubFile): Match[] {
  const places: { node: Node | null; job: Job | null }[] = [
    { node: file.permissions, job: null },
    ...file.jobs.map((job) => ({ node: job.permissions, job })),
  ];
  return places.flatMap(({ node, job }) => {
    if (!isWriteAll(node)) return [];
    const line = file.lines[node.line - 1] ?? '';
    const isPlain = /^\s*permissions\s*:\s*["']?write-all["']?\s*(?:#.*)?$/.test(line);
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    return [
      {
        line: node.line,
        job: job?.key ?? null,
        step: null,
        message: `write-all: ${job === null ? 'every job of this workflow' : 'this job'} may write everything that the token reaches.`,
        shared: { check: 'excessive-permissions' as const, about: 'permissions' },
        edits: isPlain
          ? [{ at: node.line, remove: 1, insert: [`${indent}permissions:`, `${indent}  contents: read`] }]
          : [],
      },
    ];
  });
}

/** One for a workflow that says nothing: the jobs without permissions of their own are named in it. */
function unsaid(file: GithubFile): Match[] {
  if (file.permissions !== null) return [];
  const jobs = file.jobs.filter((job) => job.permissions === null);
  // A workflow that is only called gets the permissions of its caller.
  const isOnlyCalled = file.events?.size === 1 && file.events.has('workflow_call');
  if (jobs.length === 0 || isOnlyCalled) return [];
  const names = jobs
    .slice(0, 5)
    .map(({ key }) => key)
    .join(', ');
  const isPrivileged = hasEvent(file, PRIVILEGED_EVENTS);
  return [
    {
      line: get(file.root, 'on')?.line ?? file.jobsLine,
      endLine: get(file.root, 'on')?.line ?? file.jobsLine,
      job: null,
      step: null,
      severity: isPrivileged ? 'medium' : 'low',
      message:
        `Nothing says what the token may do in ${names}${jobs.length > 5 ? ` and ${jobs.length - 5} more jobs` : ''}: it is the default of the organization, ` +
        'which this file does not show, and which was "write everything" for years.' +
        (isPrivileged ? ' Strangers can start this workflow.' : ''),
      shared: { check: 'excessive-permissions', about: 'permissions' },
      edits: [{ at: file.jobsLine, remove: 0, insert: ['permissions:', '  contents: read', ''] }],
    },
  ];
}
