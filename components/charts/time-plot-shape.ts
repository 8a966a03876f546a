/** One step of a chart: a day, a week or a month. */
export interface PlotStep {
  /** First and last day, `2026-11-16`. */
  from: string;
  to: string;
  /** It is not over. */
  provisional: boolean;
  /** Something was measured in it, or it lies before and after all measuring: a hatch stands for what is missing between. */
  missing: boolean;
}

export interface PlotSeries {
  key: string;
  label: string;
  color: string;
  /** Dashes of a line, so that colour is not all that tells it from others. */
  dash?: string;
  /** By step; null: not known. */
  values: readonly (number | null)[];
  /** Bars that hang below the line of zero. */
  below?: boolean;
  /** Its last step is of a time that is over, whatever the steps of the others are. */
  over?: boolean;
}

export type PlotKind = 'lines' | 'bars';

export interface Scale {
  low: number;
  high: number;
  ticks: number[];
}

const WANTED_TICKS = 4;
/** Steps between ticks are 1, 2, 2.5 or 5 times a power of ten. */
const NICE = [1, 2, 2.5, 5, 10];

function niceStep(span: number, whole: boolean): number {
  const rough = span / WANTED_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (NICE.find((one) => one * power >= rough * 0.999) ?? 10) * power;
  return whole ? Math.max(1, Math.ceil(step)) : step;
}

/** An axis that begins at zero (or below it, where values are) and ends above the highest value. `whole`: of counts. */
export function scaleOf(lowest: number, highest: number, whole: boolean): Scale {
  const high = Math.max(0, highest);
  const low = Math.min(0, lowest);
  if (high === low) return { low: 0, high: 1, ticks: [0, 1] };
  const step = niceStep(high - low, whole);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
  return { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, ticks };
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The lowest and highest that is drawn: of stacked bars, what they add up to. */
export function extentOf(kind: PlotKind, series: readonly PlotSeries[], steps: number): [number, number] {
  let [low, high] = [0, 0];
  for (let step = 0; step < steps; step += 1) {
    const values = series.map(({ values: of, below }) => (of[step] ?? 0) * (below === true ? -1 : 1));
    if (kind === 'lines') [low, high] = [Math.min(low, ...values), Math.max(high, ...values)];
    else {
      low = Math.min(
        low,
        values.reduce((sum, value) => sum + Math.min(0, value), 0),
      );
      high = Math.max(
        high,
        values.reduce((sum, value) => sum + Math.max(0, value), 0),
      );
    }
  }
  return [low, high];
}

export interface Piece {
  series: PlotSeries;
  from: number;
  to: number;
}

/** What is stacked in a step, from the line of zero outwards, in the order of the series. */
export function stackOf(series: readonly PlotSeries[], step: number): Piece[] {
  let [up, down] = [0, 0];
  return series.flatMap((one): Piece[] => {
    const value = one.values[step] ?? 0;
    if (value === 0) return [];
    if (one.below === true) {
      down -= value;
      return [{ series: one, from: down + value, to: down }];
    }
    up += value;
    return [{ series: one, from: up - value, to: up }];
  });
}

export interface Run {
  /** Steps with known values that follow one another. */
  steps: number[];
  /** The last of them is not over: what leads to it is dotted. */
  provisional: boolean;
}

/** A line in pieces: a step that is not known is a gap, never bridged. */
export function runsOf({ values, over }: Pick<PlotSeries, 'values' | 'over'>, steps: readonly PlotStep[]): Run[] {
  const runs: Run[] = [];
  let open: number[] = [];
  const close = (provisional: boolean): void => {
    if (open.length > 0) runs.push({ steps: open, provisional });
    open = [];
  };
  steps.forEach((step, index) => {
    if ((values[index] ?? null) === null) {
      close(false);
      return;
    }
    if (over === true || !step.provisional) {
      open.push(index);
      return;
    }
    const before = open.at(-1);
    close(false);
    open = before === undefined ? [index] : [before, index];
    close(true);
  });
  close(false);
  return runs;
}

/** Steps that follow one another and of which nothing is known: `[first, last]`. */
export function missingSpans(steps: readonly PlotStep[]): [number, number][] {
  const spans: [number, number][] = [];
  steps.forEach(({ missing }, index) => {
    if (!missing) return;
    const last = spans.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else spans.push([index, index]);
  });
  return spans;
}

/** Places of labels at the right end, at least `apart` from one another and within the plot, as near to their lines as can be. */
export function spread(wanted: readonly number[], apart: number, height: number): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  let floor = Number.NEGATIVE_INFINITY;
  for (const one of order) {
    one.y = Math.max(one.y, floor);
    floor = one.y + apart;
  }
  let ceiling = height;
  for (const one of order.toReversed()) {
    one.y = Math.min(one.y, ceiling);
    ceiling = one.y - apart;
  }
  const places = [...wanted];
  for (const { y, index } of order) places[index] = y;
  return places;
}

/** Which steps get a label on the axis: so many as have room, the last one among them. */
export function labelledSteps(count: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % every === 0);
}
