import { isOffPullRequests, keepsForksOut } from '#lib/domain/pipeline/guards.ts';
import type { Job } from '#lib/domain/pipeline/model.ts';
import { get, textsOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { hasEvent } from '#lib/domain/pipeline/untrusted.ts';

const EVENTS = ['pull_request', 'pull_request_target', 'issue_comment', 'workflow_run'];

export const selfHostedOnPullRequest: Rule = {
  of: 'github',
  id: 'self-hosted-on-pull-request',
  title: 'Pull requests run on machines of your own',
  why:
    'In a public repository anybody can open a pull request whose code then runs on this machine, in your network. A machine that is not made anew for each job ' +
    'keeps what was left there, for the jobs that come after.',
  fix: 'Run pull requests on runners of GitHub, or on machines that live for one job, in a runner group that is closed to public repositories.',
  severity: 'high',
  confidence: 'medium',
  controls: ['CICD-SEC-4', 'CICD-SEC-5', 'CICD-SEC-7', 'CIS 2.2', 'SLSA Build L3'],
  cwes: [829],
  references: [GITHUB_DOCS.secureUse],
  check: (file) => (hasEvent(file, EVENTS) ? file.jobs.flatMap(inJob) : []),
};

function inJob(job: Job): Match[] {
  const { runsOn } = job;
  if (runsOn === null || keepsForksOut(job.condition) || isOffPullRequests(job.condition)) return [];
  const labels = textsOf(runsOn.kind === 'map' ? get(runsOn, 'labels') : runsOn);
  const label = labels.find(({ value }) => value.trim().toLowerCase() === 'self-hosted');
  if (label === undefined) return [];
  return [
    {
      line: label.line,
      job: job.key,
      step: null,
      message:
        'Code of a pull request runs on a self-hosted runner. Whether strangers may open one, and whether the machine is made anew for each job, this file does not say.',
      shared: { check: 'self-hosted-on-pull-request', about: 'self-hosted' },
    },
  ];
}
