import { criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { MEAN_PART, type PortfolioMember, WORST_OF_ALL, WORST_PART } from './portfolio-shares.ts';

/** The score of the member at `index` rises by `points`; rises of one member add up, to a score of 100. */
export interface Rise {
  index: number;
  points: number;
}

/**
 * Returns what the portfolio gains when the scores of some of its members rise: the difference of two `portfolio` scores.
 * Members are sorted once, so that asking for each of many actions costs little.
 */
export function portfolioGains(members: readonly PortfolioMember[]): (rises: readonly Rise[]) => number {
  const all = members.map(({ criticality, score }, index) => ({
    index,
    score,
    weight: criticalityWeight(criticality),
  }));
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const sorted = all.toSorted((a, b) => a.score - b.score);
  const before = worstSum(sorted, total * WORST_OF_ALL, new Map());
  return (rises) => {
    const raised = raisedOf(all, rises);
    if (raised.size === 0) return 0;
    let mean = 0;
    for (const [index, { weight, score }] of raised) mean += weight * (score - (all[index]?.score ?? score));
    const worst = (worstSum(sorted, total * WORST_OF_ALL, raised) - before) / (total * WORST_OF_ALL);
    return Math.max(0, (MEAN_PART * mean) / total + WORST_PART * worst);
  };
}

interface Weighted {
  index: number;
  score: number;
  weight: number;
}

function raisedOf(all: readonly Weighted[], rises: readonly Rise[]): Map<number, Weighted> {
  const raised = new Map<number, Weighted>();
  for (const { index, points } of rises) {
    const member = raised.get(index) ?? all[index];
    if (member === undefined || !(points > 0)) continue;
    raised.set(index, { ...member, score: Math.min(100, member.score + points) });
  }
  return raised;
}

/** Sum of score × weight over the worst members that fill `room`; those that are `raised` stand where they have risen to. */
function worstSum(sorted: readonly Weighted[], room: number, raised: ReadonlyMap<number, Weighted>): number {
  const waiting = [...raised.values()].sort((a, b) => a.score - b.score);
  let sum = 0;
  let left = room;
  let next = 0;
  const take = ({ score, weight }: Weighted): void => {
    const taken = Math.min(weight, left);
    sum += score * taken;
    left -= taken;
  };
  const takeWaiting = (until: number): void => {
    for (let one = waiting[next]; one !== undefined && one.score <= until; one = waiting[next]) {
      take(one);
      next += 1;
    }
  };
  for (const member of sorted) {
    if (left <= 0) break;
    takeWaiting(member.score);
    if (!raised.has(member.index)) take(member);
  }
  takeWaiting(Number.POSITIVE_INFINITY);
  return sum;
}
