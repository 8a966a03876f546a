import { SCORE_CATEGORIES, type ScoreCategory } from './category.ts';
import { type Evaluation, onGrid, scoreOfLoss } from './state.ts';

/** Points of a repository's score that a fresh, whole scan of one category alone brings, if it finds nothing new. */
export function coverageGain(evaluation: Measured, category: ScoreCategory): number {
  const { categories, score, cap } = evaluation;
  let sum = 0;
  let largest = 0;
  let heaviest = 0;
  let atStake = 0;
  for (const each of categories) {
    const loss = each.category === category ? each.weight - onGrid(each.weight * each.health) : each.loss;
    sum += loss;
    largest = Math.max(largest, loss);
    heaviest = Math.max(heaviest, each.weight);
    atStake += each.weight;
  }
  if (atStake === 0) return 0;
  const after = Math.min(scoreOfLoss(sum + largest, atStake + heaviest), cap);
  return Math.max(0, after - score);
}

export interface Measured {
  score: number;
  categories: readonly Pick<
    Evaluation['categories'][number],
    'category' | 'weight' | 'confidence' | 'health' | 'loss'
  >[];
  /** What the score cannot exceed, as `capOf` gives it. */
  cap: number;
}

/** Numbers of each category as they are stored: weight, confidence, health, loss. */
const FIELDS = 4;

/** What is stored of a repository's score, as `coverageGain` takes it. */
export function measuredOf(stored: { score: number; categories: readonly number[]; scoreCap: number }): Measured {
  const { score, scoreCap: cap } = stored;
  const at = (index: number): number => stored.categories[index] ?? 0;
  const categories = SCORE_CATEGORIES.map((category, index) => {
    const from = index * FIELDS;
    return { category, weight: at(from), confidence: at(from + 1), health: at(from + 2), loss: at(from + 3) };
  });
  return { score, categories, cap };
}
