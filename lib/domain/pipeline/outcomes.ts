import type { SubjectState } from '#lib/domain/judged/judged-subject.ts';
import type { PipelineFacts } from './facts.ts';
import type { PipelineKind } from './model.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules.ts';
import { PRIVILEGED_EVENTS } from './untrusted.ts';

type Applies = (facts: PipelineFacts) => boolean;

const hasJobs: Applies = ({ jobs }) => jobs.length > 0;
const deploys: Applies = ({ jobs }) => jobs.some(({ stages }) => stages.includes('deploy'));
const usesOthers: Applies = ({ jobs }) => jobs.some(({ uses }) => uses.length > 0);
const hasSecrets: Applies = ({ jobs }) => jobs.some(({ secrets }) => secrets.length > 0);
/** An action gets the event of whoever uses it. */
const startsBy =
  (...wanted: string[]): Applies =>
  ({ events }) =>
    events === null || events.some((event) => wanted.includes(event));

/**
 * What must be in a file for a rule to be about it: where it is not, the rule is neither right nor wrong. A rule that is not
 * here is about every file of its kind that has a job.
 */
const ABOUT: Readonly<Record<string, Applies>> = {
  'untrusted-checkout': startsBy(...PRIVILEGED_EVENTS),
  'self-hosted-on-pull-request': startsBy('pull_request', 'pull_request_target', 'issue_comment', 'workflow_run'),
  'exposed-secrets': hasSecrets,
  'static-cloud-keys': hasSecrets,
  'unpinned-uses': usesOthers,
  'gitlab-unpinned-include': usesOthers,
  'gitlab-unpinned-image': usesOthers,
  'deploy-without-environment': deploys,
  'deploy-without-tests': deploys,
  'gitlab-production-without-gate': deploys,
  'gitlab-untagged-deploy': deploys,
};

/** What each rule said of a file that was read. */
export function outcomesOfFile(
  kind: PipelineKind,
  facts: PipelineFacts,
  failed: ReadonlySet<string>,
  rules: readonly Rule[] = RULES,
): Record<string, SubjectState> {
  const outcomes: Record<string, SubjectState> = {};
  for (const { id, of } of rules) {
    if (failed.has(id)) outcomes[id] = 'fail';
    else if ((of === 'gitlab') === (kind === 'gitlab') && (ABOUT[id] ?? hasJobs)(facts)) outcomes[id] = 'pass';
  }
  // Beside rules, and without a finding: where it is not, another file may do it.
  const publishing = facts.jobs.filter(({ stages }) => stages.includes('artifact'));
  if (publishing.length > 0) outcomes.provenance = facts.jobs.some(({ attests }) => attests) ? 'pass' : 'unknown';
  return outcomes;
}
