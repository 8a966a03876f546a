import type { FlowDay, ScoreDay, SeverityDay } from '#components/charts/types.ts';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { points } from './score-words.ts';

/** Messages about findings look back at most so many days; those about the score, as far as its chart. */
const WINDOW = 30;
/** From fewer days nothing is concluded: their number is said instead. */
const ENOUGH = 7;

interface Ends<Value> {
  from: Value;
  to: Value;
  /** Days between the two. */
  span: number;
  /** Days about which something is known, both included. */
  known: number;
}

/** The first and the last known value; null when nothing is known. Days follow one another. */
function endsOf<Day, Value>(days: readonly Day[], read: (day: Day) => Value | null): Ends<Value> | null {
  const recent = days.flatMap((day, index) => {
    const value = read(day);
    return value === null ? [] : [{ index, value }];
  });
  const [first] = recent;
  const last = recent[recent.length - 1];
  if (first === undefined || last === undefined) return null;
  return { from: first.value, to: last.value, span: last.index - first.index, known: recent.length };
}

const dataOf = (known: number): string => `${formatCount(known, 'day')} of data`;

/** "Score up 12 points in 89 days": the title of a chart of scores. */
export function scoreMessage(days: readonly ScoreDay[]): string {
  const ends = endsOf(days, (day) => day.score);
  if (ends === null) return 'Score not known';
  const { from, to, span, known } = ends;
  if (span < ENOUGH) return `Score ${points(to)}, ${dataOf(known)}`;
  const change = Math.round((to - from) * 10) / 10;
  if (change === 0) return `Score ${points(to)}, as ${span} days ago`;
  const amount = formatNumber(Math.abs(change), Math.abs(change) < 9.95 ? 1 : 0);
  return `Score ${change > 0 ? 'up' : 'down'} ${amount} points in ${span} days`;
}

const PLURAL: Record<Severity, string> = {
  critical: 'Criticals',
  high: 'High findings',
  medium: 'Medium findings',
  unknown: 'Findings of unknown severity',
  low: 'Low findings',
  info: 'Info findings',
};

function changed(from: number, to: number): string {
  if (to > from * 2) return 'more than doubled';
  if (to === from * 2) return 'doubled';
  if (to * 2 === from) return 'halved';
  if (to * 2 < from) return 'fell by more than half';
  return to > from ? 'rose' : 'fell';
}

/** "Criticals doubled in 30 days, from 6 to 12": about the worst severity that was open at either end. */
export function severityMessage(days: readonly SeverityDay[]): string {
  const ends = endsOf(days.slice(-WINDOW - 1), (day) => day.counts);
  if (ends === null) return 'Open findings not known';
  const { from, to, span, known } = ends;
  const worst = SEVERITIES.find((severity) => to[severity] > 0 || (span >= ENOUGH && from[severity] > 0));
  if (worst === undefined)
    return span < ENOUGH ? `Nothing open, ${dataOf(known)}` : `Nothing open, as ${span} days ago`;
  const [before, after] = [from[worst], to[worst]];
  const noun = PLURAL[worst];
  if (span < ENOUGH) return `${noun}: ${formatNumber(after)} open, ${dataOf(known)}`;
  if (before === after) return `${noun}: ${formatNumber(after)} open, as ${span} days ago`;
  const numbers = `from ${formatNumber(before)} to ${formatNumber(after)}`;
  if (before === 0) return `${noun} rose in ${span} days, ${numbers}`;
  if (after === 0) return `${noun} all gone, ${formatNumber(before)} open ${span} days ago`;
  return `${noun} ${changed(before, after)} in ${span} days, ${numbers}`;
}

/** "More new than fixed in 30 days: 40 and 12": the title of a chart of what came and went. */
export function flowMessage(days: readonly FlowDay[]): string {
  const known = days.slice(-WINDOW).flatMap(({ introduced, fixed }) => {
    return introduced === null || fixed === null ? [] : [{ introduced, fixed }];
  });
  if (known.length === 0) return 'New and fixed not known';
  const introduced = known.reduce((sum, one) => sum + one.introduced, 0);
  const fixed = known.reduce((sum, one) => sum + one.fixed, 0);
  const time = known.length < ENOUGH ? dataOf(known.length) : `${known.length} days`;
  if (introduced === 0 && fixed === 0) return `Nothing new or fixed in ${time}`;
  if (introduced === fixed) return `As many fixed as new in ${time}: ${formatNumber(fixed)}`;
  const [more, less, order] =
    fixed > introduced
      ? (['fixed', 'new', [fixed, introduced]] as const)
      : (['new', 'fixed', [introduced, fixed]] as const);
  return `More ${more} than ${less} in ${time}: ${order.map((count) => formatNumber(count)).join(' and ')}`;
}
