import type { FrameworkCheck, FrameworkView } from '#lib/contracts/framework.ts';
import type { ControlState } from '#lib/domain/framework/judge-control.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

export const STATE_WORDS: Readonly<Record<ControlState, string>> = {
  fail: 'Fails',
  unknown: 'Unknown',
  pass: 'Passes',
  not_applicable: 'Not applicable',
};

/** `3 of 10 controls fail, 5 are unknown, 2 pass. Judged over 212 repositories and 1 system.` */
export function frameworkSentence({ totals, looked }: FrameworkView): string {
  const { pass, fail, unknown, not_applicable: none } = totals;
  const all = formatCount(pass + fail + unknown + none, 'control');
  const parts = [
    `${formatNumber(fail)} of ${all} ${fail === 1 ? 'fails' : 'fail'}`,
    `${formatNumber(unknown)} ${unknown === 1 ? 'is' : 'are'} unknown`,
    `${formatNumber(pass)} ${pass === 1 ? 'passes' : 'pass'}`,
  ];
  const over = [formatCount(looked.repositories, 'repository', 'repositories'), formatCount(looked.systems, 'system')];
  const without =
    looked.without_pipelines === 0
      ? ''
      : ` Of ${formatNumber(looked.without_pipelines)} no file of a pipeline was delivered.`;
  return `${parts.join(', ')}. Judged over ${over.join(' and ')}.${without}`;
}

/** `2 of 5 checks fail`, the first that there is of failing, unknown, passing. */
export function checksSentence(checks: readonly FrameworkCheck[]): string {
  if (checks.length === 0) return 'nothing that is delivered speaks of it';
  const count = (state: ControlState): number => checks.filter((each) => each.state === state).length;
  const [fail, unknown, pass] = [count('fail'), count('unknown'), count('pass')];
  const of = formatCount(checks.length, 'check');
  if (fail > 0) return `${formatNumber(fail)} of ${of} ${fail === 1 ? 'fails' : 'fail'}`;
  if (unknown > 0) return `${formatNumber(unknown)} of ${of} ${unknown === 1 ? 'is' : 'are'} unknown`;
  return pass === 0 ? `${of}, none applies` : `${formatNumber(pass)} of ${of} ${pass === 1 ? 'passes' : 'pass'}`;
}

/** `3 fail, 12 pass, 1 unknown`: where a check looked. */
export function placesSentence({ pass, fail, unknown }: FrameworkCheck): string {
  const parts = [
    fail === 0 ? null : `${formatNumber(fail)} ${fail === 1 ? 'fails' : 'fail'}`,
    pass === 0 ? null : `${formatNumber(pass)} ${pass === 1 ? 'passes' : 'pass'}`,
    unknown === 0 ? null : `${formatNumber(unknown)} unknown`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'nothing to look at' : parts.join(', ');
}

/** Of a failing check: where its evidence is, in the words of the link. */
export function evidenceWords({ kind, state, open }: FrameworkCheck): string {
  if (open !== null && open > 0) return formatCount(open, 'open finding');
  switch (kind) {
    case 'privilege':
    case 'answered':
      return state === 'fail' ? 'findings' : 'inventories';
    case 'pipeline':
      return state === 'fail' ? 'findings' : 'pipelines';
    case 'scan':
      return state === 'fail' ? 'findings' : 'coverage';
    case 'gate':
      return 'gate history';
  }
}
