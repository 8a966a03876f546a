import type { PlotKind, PlotSeries, PlotStep } from '#components/charts/time-plot-shape.ts';
import { SEVERITY_COLOR, SEVERITY_WORD } from '#components/ui/severity-mark.tsx';
import type { TrendPointView, TrendView } from '#lib/contracts/trend.ts';
import type { TrendSeverity } from '#lib/domain/trend/day.ts';
import { TREND_SEVERITIES } from '#lib/domain/trend/day.ts';
import type { TrendMetric } from '#lib/domain/trend/metric.ts';
import { formatCompact, formatNumber, formatPercent } from '#lib/format.ts';

interface Look {
  label: string;
  color: string;
  dash?: string;
  below?: boolean;
  over?: boolean;
}

/** Lines of severities differ by their dashes too. */
const DASHES: Readonly<Partial<Record<TrendSeverity, string>>> = {
  medium: '7 3',
  unknown: '4 3',
  low: '10 3 3 3',
  info: '3 3',
};

const AGE_LABELS: Readonly<Record<string, string>> = {
  under_7: 'under 7 days',
  '7_14': '7–14 days',
  '15_30': '15–30 days',
  '31_60': '31–60 days',
  '61_90': '61–90 days',
  '91_180': '91–180 days',
  over_180: 'over 180 days',
};

const OTHERS: Readonly<Record<string, Look>> = {
  introduced: { label: 'introduced with new code', color: 'var(--n-12)' },
  disclosed: { label: 'newly disclosed', color: 'var(--line-1)' },
  first_scan: { label: 'found by a first scan', color: 'var(--line-3)' },
  reopened: { label: 'came back', color: 'var(--line-2)' },
  fixed: { label: 'fixed', color: 'var(--n-8)', below: true },
  admins: { label: 'administrators', color: 'var(--n-12)' },
  paths: { label: 'ways to production', color: 'var(--line-2)', dash: '7 3' },
  unused: { label: 'unused rights', color: 'var(--n-12)' },
  overdue: { label: 'credentials past rotation', color: 'var(--line-2)', dash: '7 3' },
};

const isSeverity = (name: string): name is TrendSeverity => TREND_SEVERITIES.some((one) => one === name);

/** How a series looks, by its name in the API. */
export function lookOf(name: string): Look {
  if (isSeverity(name)) {
    const dash = DASHES[name];
    return { label: SEVERITY_WORD[name], color: SEVERITY_COLOR[name], ...(dash === undefined ? {} : { dash }) };
  }
  const age = AGE_LABELS[name];
  if (age !== undefined) return { label: age, color: `var(--age-${Object.keys(AGE_LABELS).indexOf(name) + 1})` };
  return OTHERS[name] ?? { label: name, color: 'var(--n-12)' };
}

/** Lines of other scopes, told apart by colour and by dashes. */
const COMPARED: readonly Look[] = [
  { label: '', color: 'var(--line-1)', dash: '8 3' },
  { label: '', color: 'var(--line-2)', dash: '3 3' },
  { label: '', color: 'var(--line-3)', dash: '10 3 3 3' },
  { label: '', color: 'var(--line-4)', dash: '6 2 2 2' },
  { label: '', color: 'var(--line-5)', dash: '5 5' },
];

const STACKED: ReadonlySet<TrendMetric> = new Set(['open', 'flow', 'age']);
export const isStacked = (metric: TrendMetric): boolean => STACKED.has(metric);

/** Of a stack only what it adds up to can be compared as lines; of medians, one severity. */
export type Compared = { name: string; label: string };
export function comparedSeries(view: TrendView): Compared[] {
  const one = view.series.map((name) => ({ name, label: lookOf(name).label }));
  switch (view.metric) {
    case 'open':
      return [{ name: 'all', label: 'all severities' }, ...one];
    case 'age':
      return [{ name: 'all', label: 'any age' }, ...one];
    case 'flow':
      return [...one.filter(({ name }) => name === 'fixed'), ...one.filter(({ name }) => name !== 'fixed')];
    default:
      return one;
  }
}

const valueAt = (point: TrendPointView | undefined, name: string): number | null => {
  if (point === undefined) return null;
  if (name !== 'all') return point.values[name] ?? null;
  const values = Object.values(point.values);
  return values.includes(null) ? null : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
};

const isCompared = ({ against, previous }: Pick<TrendView, 'against' | 'previous'>): boolean =>
  against.length > 0 || previous !== null;

export interface Plotted {
  kind: PlotKind;
  steps: PlotStep[];
  series: PlotSeries[];
  /** Of several scopes or times: which of the chart's several series is drawn of each. */
  compared: Compared | null;
}

/** What has a value on each day of which something is known: others have none where there is nothing to divide by. */
const ALWAYS: ReadonlySet<TrendMetric> = new Set(['score', 'open', 'flow', 'age', 'admins', 'leftovers']);
const isAlways = (metric: TrendMetric): boolean => ALWAYS.has(metric);

const isUnknown = ({ values }: TrendPointView): boolean => Object.values(values).every((value) => value === null);

/** A chart as it is drawn. `chosen`: which series is compared. */
export function plotted(view: TrendView, whole: string, chosen: string | null): Plotted {
  const { points, metric } = view;
  const steps = points.map((point): PlotStep => {
    const { from, to, provisional } = point;
    return {
      from,
      to,
      provisional,
      missing: isUnknown(point) && (point.known < point.days || isAlways(metric)) && !provisional,
    };
  });
  if (!isCompared(view)) {
    const occurring = view.series.filter(
      (name) => view.unit === 'count' || metric === 'age' || points.some(({ values }) => (values[name] ?? 0) !== 0),
    );
    const shown = occurring.length === 0 ? view.series.slice(0, 1) : occurring;
    const series = shown.map((name) => ({
      key: name,
      ...lookOf(name),
      values: points.map((one) => valueAt(one, name)),
    }));
    return { kind: isStacked(metric) ? 'bars' : 'lines', steps, series, compared: null };
  }
  const offered = comparedSeries(view);
  const compared = offered.find(({ name }) => name === chosen) ?? offered[0] ?? null;
  const own = { label: whole, color: 'var(--n-12)' };
  const others = [
    ...(view.previous === null
      ? []
      : [{ look: { label: 'the time before', color: 'var(--n-9)', dash: '2 4', over: true }, points: view.previous }]),
    ...view.against.map((line, index) => ({
      look: { ...(COMPARED[index % COMPARED.length] ?? own), label: line.name ?? whole },
      points: line.points,
    })),
  ];
  const lines = [{ look: own, points }, ...others].map(({ look, points: of }, index) => ({
    ...{ key: `${index} ${look.label}`, ...look },
    values: points.map((_, step) => valueAt(of[step], compared?.name ?? 'all')),
  }));
  return { kind: 'lines', steps, series: lines, compared: offered.length < 2 ? null : compared };
}

const digitsOf = (value: number): number => (Number.isInteger(value) ? 0 : 1);

/** Values of a chart as its axis and its readings write them. */
export function formatOf(unit: TrendView['unit']): (value: number) => string {
  switch (unit) {
    case 'points':
      return (value) => formatNumber(value, digitsOf(value));
    case 'findings':
    case 'count':
      return (value) => (Math.abs(value) < 10_000 ? formatNumber(value) : formatCompact(value));
    case 'share':
      return (value) => (value < 0 ? `−${formatPercent(-value)}` : formatPercent(value));
    case 'days':
      return (value) => `${formatNumber(value, digitsOf(value))} d`;
  }
}
