import type { Category } from '#lib/domain/finding/finding.ts';
import type { SubjectState } from '#lib/domain/judged/judged-subject.ts';
import type { PipelineFacts } from './facts.ts';

export const STAGES = ['source', 'build', 'artifact', 'deploy'] as const;
export type Stage = (typeof STAGES)[number];

/** Whether something that protects a stage is there. What is not known is neither. */
export type ControlPresence = 'present' | 'missing' | 'unknown' | 'not_applicable';

type Asked =
  /** Rules about the file; the first that is about it decides. */
  | { by: 'file'; rules: readonly string[] }
  /** A rule about the repository, or its environments, in the inventory of its system. */
  | { by: 'system'; rule: string }
  | { by: 'scan'; category: Category }
  | { by: 'gate' };

export interface StageControl {
  id: string;
  stage: Stage;
  /** What is there where it is present. */
  title: string;
  asked: Asked;
}

const file = (stage: Stage, id: string, title: string, ...rules: string[]): StageControl => ({
  ...{ id, stage, title },
  asked: { by: 'file', rules },
});
const system = (stage: Stage, rule: string, title: string): StageControl => ({
  ...{ id: rule, stage, title },
  asked: { by: 'system', rule },
});
const scan = (stage: Stage, category: Category, title: string): StageControl => ({
  ...{ id: `scan-${category}`, stage, title },
  asked: { by: 'scan', category },
});

/** What protects each stage of a pipeline, in the order in which it is shown. */
export const STAGE_CONTROLS: readonly StageControl[] = [
  system('source', 'default-branch-unprotected', 'The default branch is protected'),
  system('source', 'one-person-merges', 'Another person reviews'),
  system('source', 'rules-bypassed', 'Nobody goes around the rules'),
  system('source', 'workflows-unowned', 'Files of pipelines have owners'),
  file(
    'source',
    'strangers',
    'Code of strangers does not run with secrets',
    'untrusted-checkout',
    'self-hosted-on-pull-request',
  ),
  scan('source', 'sast', 'Code is scanned'),
  scan('source', 'secret', 'Secrets are searched for'),
  file('build', 'token', 'The token may do no more than it needs', 'excessive-permissions'),
  file(
    'build',
    'pinned',
    'What is used is pinned',
    'unpinned-uses',
    'gitlab-unpinned-include',
    'gitlab-unpinned-image',
  ),
  file(
    'build',
    'injection',
    'Values of strangers are no script',
    'template-injection',
    'insecure-commands',
    'gitlab-script-injection',
  ),
  file('build', 'downloads', 'Nothing is run as it is downloaded', 'piped-download'),
  file('build', 'secrets', 'Secrets are handed over one by one', 'exposed-secrets', 'gitlab-literal-secret'),
  scan('build', 'dependency', 'Dependencies are scanned'),
  file('artifact', 'provenance', 'A signed statement says how it was made', 'provenance'),
  scan('artifact', 'container', 'Images are scanned'),
  file(
    'deploy',
    'environment',
    'It goes through an environment',
    'deploy-without-environment',
    'gitlab-production-without-gate',
  ),
  file('deploy', 'tests', 'Tests come before it', 'deploy-without-tests'),
  file('deploy', 'keys', 'No key of a cloud is stored', 'static-cloud-keys'),
  system('deploy', 'production-without-reviewers', 'Production asks a reviewer'),
  system('deploy', 'reviewer-approves-own', 'The reviewer is another person'),
  system('deploy', 'production-any-branch', 'Only certain branches go to production'),
  { id: 'gate', stage: 'deploy', title: 'The policy judges what is delivered', asked: { by: 'gate' } },
];

export interface KnownOfPipeline {
  facts: PipelineFacts | null;
  /** What rules said of the file, and of the repository; null: no inventory speaks of it, or the reader may not see it. */
  file: Readonly<Record<string, SubjectState>>;
  system: Readonly<Record<string, SubjectState>> | null;
  /** The file, and the inventory, were looked at long ago. */
  fileStale: boolean;
  systemStale: boolean;
  /** Categories with a whole scan that is fresh, and those that were ever scanned. */
  scans: Readonly<Partial<Record<Category, 'fresh' | 'stale'>>>;
  /** The last answer of the gate; null: none. */
  gate: 'pass' | 'warn' | 'fail' | null;
}

export interface JudgedStageControl {
  control: StageControl;
  presence: ControlPresence;
  /** The rule that is broken, for its findings. */
  rule: string | null;
}

export function judgeStages(known: KnownOfPipeline): JudgedStageControl[] {
  return STAGE_CONTROLS.map((control) => ({ control, ...judgeOne(control.asked, known) }));
}

function judgeOne(asked: Asked, known: KnownOfPipeline): Pick<JudgedStageControl, 'presence' | 'rule'> {
  switch (asked.by) {
    case 'file':
      return ofRules(asked.rules, known.file, known.facts !== null, known.fileStale);
    case 'system':
      return ofRules([asked.rule], known.system ?? {}, known.system !== null, known.systemStale);
    case 'scan':
      return { presence: known.scans[asked.category] === 'fresh' ? 'present' : 'unknown', rule: null };
    case 'gate':
      return { presence: known.gate === null ? 'unknown' : 'present', rule: null };
  }
}

/** One that fails is missing, however old; one that passes counts only as long as it is fresh and no other is unknown. */
function ofRules(
  rules: readonly string[],
  outcomes: Readonly<Record<string, SubjectState>>,
  isRead: boolean,
  isStale: boolean,
): Pick<JudgedStageControl, 'presence' | 'rule'> {
  const failed = rules.find((rule) => outcomes[rule] === 'fail');
  if (failed !== undefined) return { presence: 'missing', rule: failed };
  if (!isRead || isStale) return { presence: 'unknown', rule: null };
  const said = rules.flatMap((rule) => outcomes[rule] ?? []);
  if (said.includes('unknown')) return { presence: 'unknown', rule: null };
  return { presence: said.length === 0 ? 'not_applicable' : 'present', rule: null };
}

/** Stages that the file is seen to have; the source is always there. */
export function stagesOfFile(facts: PipelineFacts | null): Stage[] {
  const has = (stage: Stage): boolean =>
    stage === 'source' || (facts?.jobs.some(({ stages }) => stages.some((one) => one === stage)) ?? false);
  return STAGES.filter(has);
}
