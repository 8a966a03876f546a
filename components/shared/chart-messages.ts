import type { ScoreDay } from '#components/charts/types.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { points } from './score-words.ts';

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
