import type { GateFigures } from '#lib/contracts/gate-history.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

/** `14 of 212 reports of the last 7 days failed, 9 of them by new-critical.` */
export function gateSentence({ judged, failed, warned, rules }: GateFigures): string {
  if (judged === 0) return 'No report was judged in the last 7 days.';
  const reports = `${formatCount(judged, 'report')} of the last 7 days`;
  const warnings = warned === 0 ? '' : ` ${formatNumber(warned)} passed with warnings.`;
  if (failed === 0) return `None of ${reports} failed.${warnings}`;
  const [first] = rules;
  const most = first === undefined ? '' : `, ${formatNumber(first.failed)} of them by ${first.id}`;
  return `${formatNumber(failed)} of ${reports} failed${most}.${warnings}`;
}
