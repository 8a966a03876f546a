import type { Criticality } from '#lib/domain/repository/criticality.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';
import { addMeasures, TREND_SEVERITIES, type TrendDay } from './day.ts';

type Member = TrendDay & { criticality: Criticality };

/** Days of several repositories, made of those of each: counts add up, the score is that of a portfolio. */
export function together(rows: readonly Member[]): TrendDay[] {
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, members]) => dayOfAll(day, members));
}

export function dayOfAll(day: string, members: readonly Member[]): TrendDay {
  const sum = (of: 'introduced' | 'disclosed' | 'firstScan' | 'reopened' | 'fixed'): number =>
    members.reduce((all, member) => all + member[of], 0);
  const open = Object.fromEntries(
    TREND_SEVERITIES.map((severity) => [severity, members.reduce((all, one) => all + one.open[severity], 0)]),
  ) as TrendDay['open'];
  return {
    ...{ day, open, introduced: sum('introduced'), disclosed: sum('disclosed'), firstScan: sum('firstScan') },
    ...{ reopened: sum('reopened'), fixed: sum('fixed') },
    score: portfolio(members.flatMap(({ criticality, score }) => (score === null ? [] : [{ criticality, score }]))),
    measures: addMeasures(members.map(({ measures }) => measures)),
  };
}
