import type { Criticality } from '#lib/domain/repository/criticality.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';
import { addMeasures, type KnownMeasures, type TrendDay } from './day.ts';

/** A day of several repositories: counts added up, scores and measures one by one. */
export interface MemberDay extends Omit<TrendDay, 'score' | 'measures'> {
  repositories: number;
  /** Of each, in one order; empty where nobody asked. */
  criticalities: readonly Criticality[];
  scores: readonly (number | null)[];
  /** Of each; one that is null is not known. Empty where nobody asked. */
  measures: readonly (KnownMeasures | null)[];
}

/** A day of several repositories as one: the score is that of a portfolio, and what one lacks all lack. */
export function together({ repositories, criticalities, scores, measures, ...day }: MemberDay): TrendDay {
  const members = scores.flatMap((score, index) => {
    const criticality = criticalities[index];
    return score === null || criticality === undefined ? [] : [{ criticality, score }];
  });
  return { ...day, score: portfolio(members), measures: addMeasures(measures) };
}
