import type { ScoreView, TodayView } from '#lib/contracts/posture.ts';
import { SEVERITIES, type Severity, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { countedAs } from '#lib/domain/finding/severity.ts';
import { type LossFact, lossSummary } from '#lib/domain/score/loss-summary.ts';
import { measuredCategories } from '#lib/domain/score/measured-categories.ts';
import { formatCount, formatList, formatNumber } from '#lib/format.ts';

type Part = ScoreView['waterfall'][number];
type Counts = TodayView['open'];

const SMALL: readonly string[] = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `three criticals`; in numerals above ten. */
function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${SMALL[count] ?? formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/** `14`, `9.2`: tenths where there are any, so that parts add up as they are read. */
export function points(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : 1);
}

/** "32.6 points": what is missing from a score, so that both together are 100. */
export function lostWords(score: number): string {
  return pointsWords(Math.round((100 - score) * 10) / 10);
}

const pointsWords = (lost: number): string => `${points(lost)} ${lost === 1 ? 'point' : 'points'}`;

/** Points that are lost because nothing measures them: the same number as in the list of where points went. */
export function notMeasured(score: ScoreView): number {
  if (score.score === null) return 100;
  return Math.abs(score.waterfall.find(({ part }) => part === 'not_measured')?.points ?? 0);
}

/** Whether all that is not measured was never scanned; else some of it was scanned too long ago. */
export const neverScanned = ({ categories }: ScoreView): boolean =>
  categories.every(({ exempt, confidence }) => exempt || confidence === 0 || confidence > 0.995);

function reason({ part, points: lost }: LossFact, score: ScoreView, open: Counts): string {
  const amount = points(lost);
  switch (part) {
    case 'not_measured':
      return `${amount} because ${neverScanned(score) ? 'nothing measures them' : 'scans are missing or old'}`;
    case 'critical':
    case 'high':
    case 'medium':
    case 'low':
      return `${amount} to ${findingWords(part, open)}`;
    case 'weakest_link':
      return `${amount} because the weakest category counts twice`;
    case 'cap':
      return `${amount} to secrets that still work`;
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

/** Answers "How are we?" in one sentence, worst fact first: "32 points lost: 9.2 to three criticals, 14 because nothing measures them, …". */
export function scoreSentence(score: ScoreView, open: Counts): string {
  if (score.score === null)
    return 'Nothing has been measured yet, so there is no score: unknown is not the same as fine.';
  const { lost, named, rest } = lossSummary(score.waterfall);
  if (named.length === 0) return 'No points lost: everything expected is measured, fresh and clean.';
  const others = rest > 0 ? [`${points(rest)} elsewhere`] : [];
  return `${pointsWords(lost)} lost: ${[...named.map((fact) => reason(fact, score, open)), ...others].join(', ')}.`;
}

/** "4 repositories, 5 of 6 categories measured", "1 of 3 repositories, 1 of 6 categories measured". */
export function measuredSentence({ total, measured }: TodayView['repositories'], { categories }: ScoreView): string {
  if (total === 0) return 'No repositories yet';
  const repositories = formatCount(total, 'repository', 'repositories');
  const some = measured === total ? repositories : `${formatNumber(measured)} of ${repositories}`;
  const of = measuredCategories(categories);
  return `${some}, ${of.measured} of ${formatCount(of.expected, 'category', 'categories')} measured`;
}

/** Categories in words: "Dependencies, Secrets and 2 more". */
export const listed = (names: readonly string[]): string => formatList(names, 3);
