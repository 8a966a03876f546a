import type { PipelineChange, PipelineFileView, PipelineJob } from '#lib/contracts/pipeline.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

type Controls = PipelineFileView['path_of_stages'][number]['controls'];

/** `3 of 7 present, 1 missing, 2 unknown`. */
export function controlsSentence(controls: Controls): string {
  const count = (presence: Controls[number]['presence']): number =>
    controls.filter((each) => each.presence === presence).length;
  const about = controls.length - count('not_applicable');
  if (about === 0) return 'nothing to protect here';
  const [present, missing, unknown] = [count('present'), count('missing'), count('unknown')];
  const parts = [`${formatNumber(present)} of ${formatNumber(about)} present`];
  if (missing > 0) parts.push(`${formatNumber(missing)} missing`);
  if (unknown > 0) parts.push(`${formatNumber(unknown)} unknown`);
  return parts.join(', ');
}

/** `4 controls are missing and 6 unknown, in 5 jobs.` */
export function pipelineSentence({ path_of_stages: stages, jobs }: PipelineFileView): string {
  const all = stages.flatMap(({ controls }) => controls);
  const count = (presence: Controls[number]['presence']): number =>
    all.filter((each) => each.presence === presence).length;
  const [missing, unknown] = [count('missing'), count('unknown')];
  const is = missing === 1 ? 'is' : 'are';
  return `${formatCount(missing, 'control')} ${is} missing and ${formatNumber(unknown)} unknown, in ${formatCount(jobs, 'job')}.`;
}

/** What the token of a job may do, right by right. */
export function permissionWords(permissions: PipelineJob['permissions']): readonly string[] {
  if (permissions === 'unsaid') return ['not said in the file: the default of the organization'];
  if (permissions === 'write-all') return ['writes everything'];
  if (permissions === 'read-all') return ['reads everything'];
  const given = Object.entries(permissions).filter(([, right]) => right !== 'none');
  return given.length === 0 ? ['nothing'] : given.map(([scope, right]) => `${scope}: ${right}`);
}

const CHANGE_WORDS: Readonly<Record<PipelineChange['kind'], string>> = {
  added: 'A new file',
  removed: 'The file is gone',
  new_action: 'Uses something new of others',
  wider_permissions: 'Its token may do more',
  new_secret: 'Reads another secret',
  other_runner: 'Runs on other machines',
  environment: 'Goes to another environment',
  edited: 'Was changed, and nobody had to look',
};

export const changeTitle = ({ kind }: PipelineChange): string => CHANGE_WORDS[kind];

/** Whether somebody had to look at the changes. */
export function reviewedSentence(reviewed: PipelineFileView['reviewed']): string {
  switch (reviewed) {
    case 'yes':
      return 'The default branch asks for a review of each change.';
    case 'no':
      return 'Nothing asks for a review: one person can make such a change alone.';
    case 'unknown':
      return 'Whether each change is reviewed is not known: no inventory of these days that you see says so, or somebody may go around the rules.';
  }
}
