import { type Criticality, criticalityWeight } from '#lib/domain/repository/criticality.ts';

/** How much of the whole's score is the mean of all members, and how much the mean of the worst of them. */
export const MEAN_PART = 0.7;
export const WORST_PART = 0.3;
/** Which part of all members, by weight, counts as the worst. */
export const WORST_OF_ALL = 0.25;

export interface PortfolioMember {
  criticality: Criticality;
  score: number;
}

/**
 * How much of the portfolio's score each member makes, in the order given; together 1: 0.7 of the criticality-weighted
 * mean and 0.3 of the mean of the worst quartile, a quartile by weight, not by number of members: the one at its edge
 * counts in part. Whatever adds up in the members (scores, waterfalls, categories) adds up for the whole with these shares.
 */
export function portfolioShares(members: readonly PortfolioMember[]): number[] {
  return weigh(members).shares;
}

/** The share of each member, and the places of all of them, the worst first. */
export interface Weighing {
  shares: number[];
  worstFirst: Uint32Array;
}

export function weigh(members: readonly PortfolioMember[]): Weighing {
  return weighBy(
    members.map(({ criticality }) => criticalityWeight(criticality)),
    members.map(({ score }) => score),
  );
}

/** The same of weights and scores, each by the place of its member. */
export function weighBy(weights: readonly number[], scores: readonly number[]): Weighing {
  const worstFirst = worstOf(weights, scores);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (MEAN_PART * weight) / total);
  let left = total * WORST_OF_ALL;
  for (const index of worstFirst) {
    const taken = Math.min(weights[index] ?? 0, left);
    shares[index] = (shares[index] ?? 0) + (WORST_PART * taken) / (total * WORST_OF_ALL);
    left -= taken;
    if (left <= 0) break;
  }
  return { shares, worstFirst };
}

/** Places in an array of numbers: a large organization is sorted many times for one answer, and objects take five times as long. */
function worstOf(weights: readonly number[], scores: readonly number[]): Uint32Array {
  return Uint32Array.from(scores.keys()).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || (weights[a] ?? 0) - (weights[b] ?? 0),
  );
}
