import type { Severity } from '#lib/domain/finding/finding.ts';
import { expressionsIn, valuesOf } from '#lib/domain/pipeline/expression.ts';
import { asksForMembers, keepsForksOut } from '#lib/domain/pipeline/guards.ts';
import type { GithubFile, Job, Step } from '#lib/domain/pipeline/model.ts';
import { get, lineAt, textOf } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';
import { hasEvent, Sight } from '#lib/domain/pipeline/untrusted.ts';
import { variablesIn } from '#lib/domain/pipeline/variables.ts';

const EVENTS = ['pull_request_target', 'workflow_run', 'issue_comment'];

export const untrustedCheckout: Rule = {
  of: 'github',
  id: 'untrusted-checkout',
  title: 'A privileged workflow checks out the code of a pull request',
  why:
    'pull_request_target, workflow_run and issue_comment run with the secrets and the token of this repository, also when a stranger caused them. ' +
    'Code of the pull request that runs there (a build script, a hook of the package manager, a changed action) can take the secrets and push to the repository.',
  fix:
    'Build and test pull requests in a workflow on: pull_request, which has no secrets. Where a privileged step must follow, let it be another ' +
    'workflow that takes data, never code, from the first. A label that somebody must set does not help: the code can change after it was set.',
  severity: 'critical',
  controls: ['CICD-SEC-4', 'CICD-SEC-5', 'CIS 1.1', 'CIS 2.3', 'SLSA Build L3'],
  cwes: [829, 494],
  references: [
    GITHUB_DOCS.secureUse,
    'https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/',
  ],
  check: (file) => (hasEvent(file, EVENTS) ? file.jobs.flatMap((job) => inJob(file, job)) : []),
};

/** Values that name the code of a pull request. */
const isHead = (context: string): boolean =>
  /^github\.(?:head_ref$|event\.pull_request\.(?:head(?:\.(?:sha|ref))?|merge_commit_sha)$|event\.workflow_run\.(?:head_(?:sha|branch)|head_commit\.id|pull_requests\.\*\.head\.(?:sha|ref))$)/.test(
    context,
  );
const namesHead = (body: string): boolean => valuesOf(body).some(isHead);
const hasHead = (text: string): boolean => expressionsIn(text).some(({ body }) => namesHead(body));
/** `refs/pull/7/merge`, whatever the number comes from. */
const PULL_REF = /refs\/(?:remotes\/)?pull\/[^\s/]{1,200}(?:\s[^\s/]{1,100}){0,6}\/(?:head|merge)/i;
const HEAD_REPOSITORY = /github\.event\.(?:pull_request\.head\.repo|workflow_run\.head_repository)\.full_name/i;
const CLI_CHECKOUT =
  /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull)\b[^\n]{0,200}\bpull\/[^\n]{1,200}\/(?:head|merge)\b/i;
const GIT_TAKES = /\bgit\s+(?:-\S+\s+)*(?:checkout|switch|fetch|pull|merge|reset|worktree|clone)\b/i;

function inJob(file: GithubFile, job: Job): Match[] {
  const found: Match[] = [];
  for (const step of job.steps) {
    if (keepsForksOut(job.condition, step.condition)) continue;
    const place = takesHead(file, job, step);
    if (place === null) continue;
    found.push({
      line: place,
      job: job.key,
      step: step.key,
      severity: severityOf(job, step),
      message: messageOf(file, job, step),
      shared: { check: 'untrusted-checkout', about: step.uses === null ? 'run' : step.uses.name.toLowerCase() },
    });
  }
  return found;
}

/** The line by which a step takes the code of the pull request; null where it does not. */
function takesHead(file: GithubFile, job: Job, step: Step): number | null {
  if (step.uses?.place === 'repository' && /^actions\/checkout$/i.test(step.uses.name)) {
    const ref = get(step.with, 'ref');
    const repository = get(step.with, 'repository');
    const names = new Sight(file, job, step).namesOf(namesHead).map((name) => `env.${name}`);
    const text = textOf(ref) ?? '';
    const isNamed = expressionsIn(text).some(({ body }) => valuesOf(body).some((context) => names.includes(context)));
    if (ref !== null && (hasHead(text) || isNamed || PULL_REF.test(text))) return ref.line;
    return repository !== null && HEAD_REPOSITORY.test(textOf(repository) ?? '') ? repository.line : null;
  }
  return step.run === null ? null : inScript(file, job, step, step.run);
}

function inScript(file: GithubFile, job: Job, step: Step, run: NonNullable<Step['run']>): number | null {
  const names = new Sight(file, job, step).namesOf(namesHead);
  let offset = 0;
  for (const line of run.value.split('\n')) {
    const usesName = variablesIn(line).some((name) => names.includes(name));
    const isHeadLine = GIT_TAKES.test(line) && (hasHead(line) || usesName || PULL_REF.test(line));
    if (!/^\s*#/.test(line) && (CLI_CHECKOUT.test(line) || isHeadLine)) return lineAt(run, offset);
    offset += line.length + 1;
  }
  return null;
}

/** Actions that run nothing of what was checked out. */
const INERT = /^actions\/(?:checkout|labeler|upload-artifact|github-script|stale)$/i;

/** Whether code runs once it is there: in later steps, or in later lines of the same script. */
function runsAfter(job: Job, { index, run }: Step): boolean {
  const lines = run?.value.split('\n').filter((line) => /^\s*[^#\s]/.test(line)) ?? [];
  const runs = (step: Step) => step.run !== null || (step.uses !== null && !INERT.test(step.uses.name));
  return lines.length > 1 || job.steps.some((step) => step.index > index && runs(step));
}

function severityOf(job: Job, step: Step): Severity {
  if (!runsAfter(job, step)) return 'medium';
  return job.environment !== null || asksForMembers(job.condition, step.condition) ? 'high' : 'critical';
}

function messageOf(file: GithubFile, job: Job, step: Step): string {
  const event = EVENTS.filter((each) => file.events?.has(each)).join(' and ');
  const sentences = [`On ${event} this step checks out what the author of a pull request wrote.`];
  sentences.push(
    runsAfter(job, step)
      ? 'Steps after it run code, which may be theirs.'
      : 'Nothing after it runs code, as far as this file shows: whoever adds such a step gives the secrets away.',
  );
  if (job.environment !== null)
    sentences.push(
      'The job names an environment: if that asks for a reviewer, somebody can stop it. The file does not say.',
    );
  if (/label/i.test(`${job.condition ?? ''} ${step.condition ?? ''}`))
    sentences.push('The label that it asks for does not help: the code can change after somebody set it.');
  if (asksForMembers(job.condition, step.condition))
    sentences.push('It asks who comments; but the code can change between the comment and the checkout.');
  return sentences.join(' ');
}
