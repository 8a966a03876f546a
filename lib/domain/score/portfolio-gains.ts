import { criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { MEAN_PART, type PortfolioMember, WORST_OF_ALL, WORST_PART } from './portfolio-shares.ts';

/**
 * Returns what the portfolio gains when the score of its member at `index` alone rises by `points` (to at most 100): the
 * difference of two `portfolio` scores. Members are sorted once, so that asking for each of many actions costs little.
 */
export function portfolioGains(members: readonly PortfolioMember[]): (index: number, points: number) => number {
  const all = members.map(({ criticality, score }, index) => ({
    index,
    score,
    weight: criticalityWeight(criticality),
  }));
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const sorted = all.toSorted((a, b) => a.score - b.score);
  const before = worstSum(sorted, total * WORST_OF_ALL, null);
  return (index, points) => {
    const member = all[index];
    if (member === undefined || !(points > 0)) return 0;
    const raised = { ...member, score: Math.min(100, member.score + points) };
    const mean = (member.weight * (raised.score - member.score)) / total;
    const worst = (worstSum(sorted, total * WORST_OF_ALL, raised) - before) / (total * WORST_OF_ALL);
    return Math.max(0, MEAN_PART * mean + WORST_PART * worst);
  };
}

interface Weighted {
  index: number;
  score: number;
  weight: number;
}

/** Sum of score × weight over the worst members that fill `room`; `raised` stands in for the member with its index. */
function worstSum(sorted: readonly Weighted[], room: number, raised: Weighted | null): number {
  let sum = 0;
  let left = room;
  let waiting = raised;
  const take = ({ score, weight }: Weighted): void => {
    const taken = Math.min(weight, left);
    sum += score * taken;
    left -= taken;
  };
  for (const member of sorted) {
    if (left <= 0) break;
    if (waiting !== null && member.score >= waiting.score) {
      take(waiting);
      waiting = null;
    }
    if (member.index !== raised?.index) take(member);
  }
  if (waiting !== null) take(waiting);
  return sum;
}
