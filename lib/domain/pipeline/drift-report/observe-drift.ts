import type { Observation, Severity } from '#lib/domain/finding/finding.ts';
import { nameOfUse } from '#lib/domain/pipeline/drift.ts';
import type { DriftFinding } from './document.ts';
import type { FindingKind } from './standing-drift.ts';

interface Words {
  /** Part of identities: never renamed. */
  rule: string;
  name: string;
  why: string;
  fix: string;
  controls: string;
}

const WORDS: Readonly<Record<FindingKind, Words>> = {
  edited: {
    rule: 'pipeline-changed-unreviewed',
    name: 'A pipeline was changed, and nobody had to look',
    why: 'Whoever changes what a pipeline runs gets what it has: its secrets, its token, its way to production.',
    fix: 'Look at what changed. Accept the finding if it is right, with a reason; else take the change back. Then ask for a review of changes of the default branch.',
    controls: 'CICD-SEC-1 · CICD-SEC-4',
  },
  new_action: {
    rule: 'pipeline-new-third-party',
    name: 'A pipeline runs something new of others',
    why: 'What others wrote runs with all that the job has, and so does what they, or whoever takes over their account, write next.',
    fix: 'See whose it is and what it does. Accept the finding if it is wanted, pinned to a commit; else take it out.',
    controls: 'CICD-SEC-3 · CICD-SEC-8',
  },
  wider_permissions: {
    rule: 'pipeline-wider-permissions',
    name: 'The token of a pipeline may do more than before',
    why: 'Everything that runs in the job may use its token, and what it writes is written in the name of the pipeline.',
    fix: 'Take the right from the job again, or accept the finding with the reason why it needs it.',
    controls: 'CICD-SEC-2 · CICD-SEC-5',
  },
};

/** A change of a pipeline that still is there, as the observation that becomes a finding: known by what it gave. */
export function observeDrift(finding: DriftFinding, scanner: string, position: string): Observation {
  const { kind, path, job, what } = finding;
  const { rule, name, why, fix, controls } = WORDS[kind];
  const severity = severityOf(finding);
  return {
    subject: {
      category: 'pipeline',
      workflow: path,
      job: kind === 'wider_permissions' ? job : null,
      step: stepOf(finding),
    },
    scanner,
    rule: { id: rule, name, helpUrl: null },
    title: kind === 'edited' ? name : `${name}: ${what}`,
    message: [saysOf(finding), why, controls].join('\n\n'),
    remediation: fix,
    severity,
    severityReported: severity,
    cvss: null,
    confidence: 'high',
    cwes: [],
    references: ['https://owasp.org/www-project-top-10-ci-cd-security-risks/'],
    locations: [{ path, startLine: null, endLine: null, startColumn: null, snippet: null, label: null }],
    trusted: null,
    suppression: null,
    position,
  };
}

/** Another version of an action is no other finding; another text of a file is. */
function stepOf({ kind, what }: DriftFinding): string {
  if (kind === 'edited') return `version ${what}`;
  return kind === 'new_action' ? nameOfUse(what) : what;
}

function severityOf({ kind, what, reviewed }: DriftFinding): Severity {
  if (kind === 'edited') return 'medium';
  if (kind === 'new_action') return reviewed === 'no' ? 'medium' : 'low';
  return what.endsWith(': read') || what === 'read-all' ? 'low' : 'medium';
}

function saysOf({ kind, path, job, what, reviewed, since }: DriftFinding): string {
  const day = since.slice(0, 10);
  const looked =
    reviewed === 'no'
      ? 'The default branch asks nobody to look at changes.'
      : 'Whether somebody had to look at it is not known: no inventory says what the branch asks for.';
  const where = job === null || job === '' ? path : `the job ${job} of ${path}`;
  switch (kind) {
    case 'edited':
      return `${path} says something else since ${day}. ${looked}`;
    case 'new_action':
      return `${what} runs in ${where} since ${day}, and nothing of that name did before. ${looked}`;
    case 'wider_permissions':
      return `The token of ${where} has ${what} since ${day}, and had less before. ${looked}`;
  }
}
