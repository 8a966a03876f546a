import { deployingStep } from '#lib/domain/pipeline/deploys.ts';
import type { GithubFile, Job } from '#lib/domain/pipeline/model.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { hasEvent } from '#lib/domain/pipeline/untrusted.ts';

export const deployWithoutEnvironment: Rule = {
  of: 'github',
  id: 'deploy-without-environment',
  title: 'A job deploys without an environment',
  why: 'Reviewers, waiting times, allowed branches and secrets of production belong to an environment. Without one, whoever can push a workflow deploys, alone.',
  fix: 'Name the environment in the job, and give it reviewers, the branches that may deploy, and the secrets of production.',
  severity: 'medium',
  confidence: 'medium',
  controls: ['CICD-SEC-1', 'CICD-SEC-5', 'CIS 5.1', 'CIS 5.2'],
  cwes: [284],
  references: [GITHUB_DOCS.environments],
  check: (file) =>
    file.kind === 'workflow' && !isOnlyCalled(file) ? file.jobs.flatMap((job) => inJob(file, job)) : [],
};

/** Its caller cannot name the environment for it, but may have asked for approval already. */
const isOnlyCalled = (file: GithubFile): boolean => file.events?.size === 1 && hasEvent(file, ['workflow_call']);

function inJob(file: GithubFile, job: Job): Match[] {
  const step = deployingStep(job);
  if (step === null || job.environment !== null) return [];
  const indent = ' '.repeat(Math.max((job.node.entries[0]?.column ?? 5) - 1, 0));
  const first = job.node.entries[0];
  return [
    {
      line: step.line,
      endLine: step.endLine,
      job: job.key,
      step: step.key,
      message: `The job ${job.key} deploys and names no environment: no rule of one can ask for a reviewer or for a branch.`,
      edits:
        first !== undefined && first.line > job.nameLine && file.lines[first.line - 1]?.startsWith(indent)
          ? [{ at: first.line, remove: 0, insert: [`${indent}environment: production`] }]
          : [],
    },
  ];
}
