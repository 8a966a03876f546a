import type { ScoreDay } from './types.ts';

export interface Point {
  x: number;
  y: number;
}

export interface ScoreShape {
  /** Runs of known days, each drawn by itself: an unknown day is a gap, never a bridge. */
  runs: Point[][];
  /** Segments that lead to a day that is not over, drawn dotted. */
  dotted: [Point, Point][];
  /** The last known point. */
  last: Point | null;
}

/** Places days on a 100 × 100 plane, the newest at the right; y grows downwards. `range` is the lowest and highest score shown. */
export function scoreShape(days: readonly ScoreDay[], range: readonly [number, number] = [0, 100]): ScoreShape {
  const [low, high] = range;
  const place = (score: number, index: number): Point => ({
    x: days.length < 2 ? 100 : (index / (days.length - 1)) * 100,
    y: ((high - score) / Math.max(high - low, 1)) * 100,
  });
  const shape: ScoreShape = { runs: [], dotted: [], last: null };
  let run: Point[] = [];
  let before: Point | null = null;
  const close = () => {
    if (run.length > 0) shape.runs.push(run);
    run = [];
  };
  days.forEach((day, index) => {
    if (day.score === null) {
      close();
      before = null;
      return;
    }
    const point = place(day.score, index);
    if (day.partial === true) {
      close();
      shape.dotted.push([before ?? point, point]);
    } else run.push(point);
    before = point;
    shape.last = point;
  });
  close();
  return shape;
}

const short = (value: number): number => Number(value.toFixed(2));
const at = ({ x, y }: Point) => `${short(x)} ${short(y)}`;

/** Without points in the middle of a level stretch, which show nothing: most scores stay the same for weeks. */
const bends = (run: readonly Point[]): Point[] =>
  run.filter(({ y }, index) => y !== run[index - 1]?.y || y !== run[index + 1]?.y);

/** The line through one run; a lone day becomes a dot (a line of no length with round ends). */
export function linePath(run: readonly Point[]): string {
  const [first] = run;
  if (first === undefined) return '';
  return run.length === 1 ? `M${at(first)}h0` : `M${bends(run).map(at).join('L')}`;
}

/** The area under one run down to the base line. */
export function areaPath(run: readonly Point[]): string {
  const first = run[0];
  const last = run[run.length - 1];
  if (first === undefined || last === undefined || run.length === 1) return '';
  return `M${short(first.x)} 100L${bends(run).map(at).join('L')}L${short(last.x)} 100Z`;
}

/** Scores from which on the whole axis is shown, because a part of it would hide hardly anything. */
const FROM_ZERO_BELOW = 40;

/**
 * The lowest and highest score of a large chart: all of 0 to 100, or, while all scores are high, whole tens around them,
 * at least 20 apart. Whoever draws a range that does not begin at 0 says so (`ScoreHistory` breaks its axis).
 */
export function scoreRange(days: readonly ScoreDay[]): [number, number] {
  const scores = days.flatMap((day) => (day.score === null ? [] : [day.score]));
  const lowest = Math.min(...scores);
  if (scores.length === 0 || lowest < FROM_ZERO_BELOW) return [0, 100];
  const high = Math.min(100, Math.ceil((Math.max(...scores) + 5) / 10) * 10);
  const low = Math.floor((lowest - 5) / 10) * 10;
  return high - low < 20 ? [high - 20, high] : [low, high];
}
