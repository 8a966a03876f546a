import { isProduction } from '#lib/domain/pipeline/deploys.ts';
import type { GitlabFile, GitlabJob } from '#lib/domain/pipeline/model.ts';
import { get, itemsOf, type Node, textOf } from '#lib/domain/pipeline/node.ts';
import { GITLAB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const gitlabProductionWithoutGate: Rule = {
  of: 'gitlab',
  id: 'gitlab-production-without-gate',
  title: 'A job goes to production, and nothing in the file asks anybody',
  why: 'Whoever can push to the branch, or merge alone, reaches production without a second person.',
  fix: 'Protect the environment in the settings, with approvals; and let the job wait for somebody: when: manual in its rules.',
  severity: 'medium',
  confidence: 'medium',
  controls: ['CICD-SEC-1', 'CICD-SEC-5', 'CIS 5.1', 'CIS 5.2'],
  cwes: [284],
  references: [GITLAB_DOCS.environments],
  check: (file) => file.jobs.flatMap((job) => inJob(file, job)),
};

function inJob(file: GitlabFile, job: GitlabJob): Match[] {
  const environment = get(job.node, 'environment');
  const own = get(job.own, 'environment');
  if (job.isHidden || job.isPartial || environment === null || isManual(job.node)) return [];
  const name = textOf(environment) ?? textOf(get(environment, 'name')) ?? '';
  const tier = textOf(get(environment, 'deployment_tier'));
  // Only these two start something there.
  if (!['start', null].includes(textOf(get(environment, 'action')))) return [];
  if (!(tier === null ? isProduction(name) : tier === 'production')) return [];
  const [line, endLine] = own === null ? [job.nameLine, job.nameLine] : [own.line, own.endLine];
  return [
    {
      line,
      endLine,
      job: job.key,
      step: null,
      message: `The job ${job.key} deploys to ${name} by itself. Whether that environment is protected, with approvals, this file does not say.`,
      edits: editsOf(file, job),
    },
  ];
}

function isManual(job: Node): boolean {
  const rules = itemsOf(get(job, 'rules'));
  if (rules.length === 0) return textOf(get(job, 'when')) === 'manual';
  const running = rules.filter((rule) => textOf(get(rule, 'when')) !== 'never');
  const said = textOf(get(job, 'when'));
  return running.length > 0 && running.every((rule) => (textOf(get(rule, 'when')) ?? said) === 'manual');
}

/** A job with rules says when in each of them: what is to be asked there, people decide. */
function editsOf(file: GitlabFile, job: GitlabJob): Match['edits'] {
  const first = job.own.entries[0];
  if (
    first === undefined ||
    first.line <= job.nameLine ||
    get(job.node, 'rules') !== null ||
    get(job.node, 'when') !== null
  )
    return [];
  const indent = ' '.repeat(first.column - 1);
  return (file.lines[first.line - 1] ?? '').startsWith(indent)
    ? [{ at: first.line, remove: 0, insert: [`${indent}when: manual`] }]
    : [];
}
