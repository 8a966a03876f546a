import type { ScoreView, TodayView } from '#lib/contracts/posture.ts';
import { SEVERITIES, type Severity, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { countedAs } from '#lib/domain/finding/severity.ts';
import { formatCount, formatList, formatNumber, formatScore } from '#lib/format.ts';

type Part = ScoreView['waterfall'][number];
type Counts = TodayView['open'];

const SMALL: readonly string[] = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `three criticals`; in numerals above ten. */
function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${SMALL[count] ?? formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/** Whole points, but never "0" for something that is lost. */
export function points(value: number): string {
  return value > 0 && value < 0.95 ? formatNumber(Math.max(0.1, value), 1) : formatNumber(value);
}

/** "32 points": what is missing from the score as it is shown, so that both together are 100. */
export function lostWords(score: number): string {
  const lost = 100 - Number(formatScore(score));
  const amount = formatNumber(lost, Number.isInteger(lost) ? 0 : 1);
  return `${amount} ${amount === '1' ? 'point' : 'points'}`;
}

/** Points that are lost because nothing measures them: the same number as in the list of where points went. */
export function notMeasured(score: ScoreView): number {
  if (score.score === null) return 100;
  return Math.abs(score.waterfall.find(({ part }) => part === 'not_measured')?.points ?? 0);
}

function reason({ part, points: lost }: Part, open: Counts): string {
  const amount = points(lost);
  switch (part) {
    case 'not_measured':
      return `${amount} because nothing measures them`;
    case 'critical':
    case 'high':
    case 'medium':
    case 'low':
      return `${amount} to ${findingWords(part, open)}`;
    case 'weakest_link':
      return `${amount} because the weakest category counts twice`;
    case 'cap':
      return `${amount} to a cap`;
  }
}

/** What weighs in a part of the score: a severity that nobody states weighs as medium. */
export function weighingIn(part: StatedSeverity, open: Counts): { severities: Severity[]; count: number } {
  const severities = SEVERITIES.filter((one) => countedAs(one) === part && (one === part || open[one] > 0));
  return { severities, count: severities.reduce((sum, one) => sum + open[one], 0) };
}

function findingWords(part: StatedSeverity, open: Counts): string {
  const { severities, count } = weighingIn(part, open);
  if (count === 0) return `${part} findings`;
  if (severities.length > 1)
    return counted(count, 'finding of medium or unknown severity', 'findings of medium or unknown severity');
  return counted(count, severityNoun(part), severityPlural(part));
}

const severityNoun = (part: string): string => (part === 'critical' ? 'critical' : `${part} finding`);
const severityPlural = (part: string): string => (part === 'critical' ? 'criticals' : `${part} findings`);

/** What was taken off, in the formula's order. Where nothing was ever measured, all of it is unknown. */
export function lostParts(score: ScoreView): Part[] {
  if (score.score === null) return [{ part: 'not_measured', points: 100 }];
  const parts = score.waterfall.map(({ part, points: lost }) => ({ part, points: Math.abs(lost) }));
  return parts.filter((one) => one.points >= 0.05);
}

/** Answers "How are we?" in one sentence with its numbers: "32 points lost: 14 because nothing measures them, …". */
export function scoreSentence(score: ScoreView, open: Counts): string {
  if (score.score === null)
    return 'Nothing has been measured yet, so there is no score: unknown is not the same as fine.';
  const lost = 100 - score.score;
  if (lost < 0.05) return 'No points lost: everything expected is measured, fresh and clean.';
  const parts = lostParts(score).sort((a, b) => b.points - a.points);
  const named = parts.slice(0, 3).map((part) => reason(part, open));
  const rest = parts.slice(3).reduce((sum, part) => sum + part.points, 0);
  const others = rest >= 0.05 ? [`${points(rest)} elsewhere`] : [];
  return `${lostWords(score.score)} lost: ${[...named, ...others].join(', ')}.`;
}

/** "All 4 repositories are measured" or how many are not. */
export function measuredSentence({ total, measured }: TodayView['repositories']): string {
  if (total === 0) return 'No repositories yet';
  if (measured === total)
    return total === 1 ? 'the one repository is measured' : `all ${formatNumber(total)} repositories measured`;
  return `${formatNumber(measured)} of ${formatCount(total, 'repository', 'repositories')} measured`;
}

/** Categories in words: "Dependencies, Secrets and 2 more". */
export const listed = (names: readonly string[]): string => formatList(names, 3);
