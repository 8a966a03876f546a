import type { PolicyTrial } from '#lib/contracts/policy.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

/** `Would have failed 14 of the last 212 runs (7 days); 9 of them passed then.` */
export function trialSentence({ days, runs, cut, failed, newly_failing, newly_passing, unknown }: PolicyTrial): string {
  if (runs === 0) return `No run was judged in the last ${formatCount(days, 'day')}: there is nothing to try it on.`;
  const of = `${cut ? 'the newest' : 'the'} ${formatCount(runs, 'run')} of the last ${formatCount(days, 'day')}`;
  const parts = [
    failed === 0 ? `Would have failed none of ${of}` : `Would have failed ${formatNumber(failed)} of ${of}`,
    newly_failing > 0 ? `${formatNumber(newly_failing)} of them did not fail then` : null,
    newly_passing > 0 ? `${formatNumber(newly_passing)} that failed then would pass` : null,
    unknown > 0 ? `${formatNumber(unknown)} cannot be judged, because facts for a rule were not kept` : null,
  ];
  return `${parts.filter((part) => part !== null).join('; ')}.`;
}

/** `Version 4, saved by Ada` */
export function versionSentence({ version, author }: { version: number; author: string | null }): string {
  return version === 0 ? 'The built-in policy' : `Version ${version}${author === null ? '' : `, saved by ${author}`}`;
}
