import type { WaterfallKind } from './waterfall.ts';

export interface LossFact {
  part: WaterfallKind;
  /** Points, in tenths. */
  points: number;
}

export interface LossSummary {
  /** Points lost: `named` and `rest` together, exactly, as they are shown with one decimal. */
  lost: number;
  /** Worst fact first. */
  named: LossFact[];
  /** Points of all parts that are not named; 0 when all are. Never any of criticals or of a cap. */
  rest: number;
}

const NAMED = 3;

/**
 * What a sentence about a score says, and in which order: what caps the score (a live secret), then criticals, then the
 * largest losses; three are named. `waterfall` are the points of each part in tenths, as a `ScoreView` has them: they add
 * up to 100 − score. Show each number with one decimal: then the numbers of the sentence add up too.
 */
export function lossSummary(waterfall: readonly LossFact[]): LossSummary {
  const facts = waterfall
    .map(({ part, points }) => ({ part, points: inTenths(Math.abs(points)) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => urgency(b.part) - urgency(a.part) || b.points - a.points);
  const shown = (tenths: number): number => tenths / 10;
  const sum = (some: readonly LossFact[]): number => shown(some.reduce((all, { points }) => all + points, 0));
  return {
    lost: sum(facts),
    named: facts.slice(0, NAMED).map(({ part, points }) => ({ part, points: shown(points) })),
    rest: sum(facts.slice(NAMED)),
  };
}

const inTenths = (points: number): number => Math.round(points * 10);

function urgency(part: WaterfallKind): number {
  switch (part) {
    case 'cap':
      return 2;
    case 'critical':
      return 1;
    case 'not_measured':
    case 'high':
    case 'medium':
    case 'low':
    case 'weakest_link':
      return 0;
  }
}
