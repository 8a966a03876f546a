import type { TrendPointView, TrendView } from '#lib/contracts/trend.ts';
import type { TrendMetric } from '#lib/domain/trend/metric.ts';
import { formatCount, formatNumber, formatPercent } from '#lib/format.ts';
import { lookOf } from './series.ts';

/** What each chart is about, for names of files, and where nothing is known. */
export const CHART_NAMES: Readonly<Record<TrendMetric, string>> = {
  score: 'Score',
  open: 'Open findings',
  flow: 'Introduced and fixed',
  net_resolve: 'Net resolve rate',
  time_to_fix: 'Time to fix',
  half_fixed: 'Time to half fixed',
  sla: 'Fixed on time',
  age: 'Age of open findings',
  recurrence: 'Recurrence',
  coverage: 'Coverage',
  noise: 'Noise',
  admins: 'Who can reach production',
  leftovers: 'Rights and credentials left over',
};

/** What is seen first comes with the page; the others are read when they come near. */
export const FIRST_CHARTS: readonly TrendMetric[] = ['score', 'open'];

const totalOf = ({ values }: TrendPointView, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (values[name] ?? 0), 0);

const isKnown = ({ values }: TrendPointView): boolean => Object.values(values).some((value) => value !== null);

/** The first and the last value of a series that are known; null where nothing is. */
function endsOf(view: TrendView, name: string): { from: number; to: number; single: boolean } | null {
  const all = view.points.filter(({ values }) => (values[name] ?? null) !== null);
  // A rate of some hours says little: what is not over counts only where nothing else is known, and for what is counted at its end.
  const over = all.filter(({ provisional }) => !provisional || view.metric === 'score');
  const known = (over.length > 0 ? over : all).flatMap(({ values }) => values[name] ?? []);
  const [from, to] = [known[0], known.at(-1)];
  return from === undefined || to === undefined ? null : { from, to, single: known.length === 1 };
}

const moved = (from: string, to: string): string => (from === to ? `${to}, as at the start` : `${to}, from ${from}`);

function counted(view: TrendView, names: readonly string[], what: string): string {
  const known = view.points.filter(isKnown);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return `${what}: not known`;
  return `${what}: ${moved(formatNumber(totalOf(first, names)), formatNumber(totalOf(last, names)))}`;
}

function shared(view: TrendView, name: string, said: (share: string) => string): string {
  const ends = endsOf(view, name);
  if (ends === null) return `${CHART_NAMES[view.metric]}: not known`;
  const [from, to] = [formatPercent(ends.from), formatPercent(ends.to)];
  return ends.single || from === to ? said(to) : `${said(to)}; at the start ${from}`;
}

/** The worst severity of which there is something to say. */
function fixTime(view: TrendView, said: (name: string, days: string) => string): string {
  for (const name of view.series) {
    const ends = endsOf(view, name);
    if (ends !== null) return said(lookOf(name).label, formatCount(ends.to, 'day'));
  }
  return `${CHART_NAMES[view.metric]}: not known`;
}

function flowSaid({ points }: TrendView): string {
  const known = points.filter(isKnown);
  if (known.length === 0) return 'Introduced and fixed: not known';
  const opened = known.reduce(
    (sum, one) => sum + totalOf(one, ['introduced', 'disclosed', 'first_scan', 'reopened']),
    0,
  );
  const fixed = known.reduce((sum, one) => sum + totalOf(one, ['fixed']), 0);
  return `${formatNumber(opened)} opened, ${formatNumber(fixed)} fixed`;
}

/** The message of a chart, in a sentence with its numbers: its title. */
export function trendMessage(view: TrendView): string {
  switch (view.metric) {
    case 'score': {
      const ends = endsOf(view, 'score');
      if (ends === null) return 'Score: not known';
      return `Score ${moved(formatNumber(ends.from, 1), formatNumber(ends.to, 1))}`;
    }
    case 'open': {
      const worst = view.series.find((name) => view.points.some(({ values }) => (values[name] ?? 0) > 0));
      const all = counted(view, view.series, 'Open findings');
      return worst === undefined ? all : `${all}; ${counted(view, [worst], lookOf(worst).label.toLowerCase())}`;
    }
    case 'flow':
      return flowSaid(view);
    case 'age':
      return counted(view, ['91_180', 'over_180'], 'Open for more than 90 days');
    case 'net_resolve':
      return shared(view, 'rate', (share) => `Net resolve rate ${share}`);
    case 'time_to_fix':
      return fixTime(view, (name, days) => `${name}: half of what is fixed takes at most ${days}`);
    case 'half_fixed':
      return fixTime(view, (name, days) => `${name}: half are fixed after ${days}`);
    case 'sla':
      return shared(view, 'compliance', (share) => `${share} fixed on time`);
    case 'recurrence':
      return shared(view, 'rate', (share) => `${share} of fixes came back`);
    case 'coverage':
      return shared(view, 'fresh', (share) => `${share} of what is expected is freshly scanned`);
    case 'admins':
      return `${counted(view, ['admins'], 'Administrators')}; ${counted(view, ['paths'], 'ways to production')}`;
    case 'leftovers':
      return `${counted(view, ['unused'], 'Unused rights')}; ${counted(view, ['overdue'], 'credentials past rotation')}`;
    case 'noise':
      return shared(view, 'false_positives', (share) => `${share} of what was judged was a false positive`);
  }
}
