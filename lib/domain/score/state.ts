import { SCORE_CATEGORIES, type ScoreCategory } from './category.ts';
import { freshness, targetShare } from './confidence.ts';
import { SCORED_SEVERITIES, type ScoredSeverity, type SeverityUnits } from './units.ts';

export const FORMULA_VERSION = 1;

/** What one category of one repository is made of. Small and JSON, so that it can be kept with every score. */
export interface CategoryState {
  exempt: boolean;
  expected: number;
  scanned: number;
  ageDays: number | null;
  units: SeverityUnits;
}

export interface ScorePolicy {
  weights: Record<ScoreCategory, number>;
  /** T: days that a scan counts as fresh. */
  freshDays: number;
}

/** Everything that decides a score, without the single actions: the waterfall can be drawn again from it. */
export interface ScoreState {
  formulaVersion: typeof FORMULA_VERSION;
  policy: ScorePolicy;
  categories: Record<ScoreCategory, CategoryState>;
  caps: { liveSecret: boolean; overdueKevPublic: boolean };
}

export interface CategoryEvaluation {
  category: ScoreCategory;
  /** Points at stake after exemptions, 0 when exempt. */
  weight: number;
  confidence: number;
  health: number;
  /** Points left after what is not measured and after each severity: [w, w·c, w·c·f(critical), …, w·c·h]. */
  levels: readonly number[];
  /** d: points lost. */
  loss: number;
}

export interface Evaluation {
  score: number;
  /** Before caps. */
  uncapped: number;
  /** D = Σd + max d, and its largest possible value. */
  loss: number;
  maxLoss: number;
  categories: readonly CategoryEvaluation[];
  /** The category that counts twice; null when nothing is lost. */
  weakest: ScoreCategory | null;
}

export const HEALTH: Readonly<Record<ScoredSeverity, { cap: number; half: number }>> = {
  critical: { cap: 1, half: 1 },
  high: { cap: 0.6, half: 4 },
  medium: { cap: 0.25, half: 15 },
  low: { cap: 0.08, half: 40 },
};
export const CAP = { liveSecret: 39, overdueKevPublic: 49 } as const;
/** Where the tail begins: below 25 points the score falls in a line to 0 at the largest possible loss. */
export const KNEE = 75;

/** Points lie on a grid of 2^-44, so that steps of a waterfall add up exactly, in any order. */
const GRID = 2 ** 44;

export function onGrid(points: number): number {
  return Math.round(points * GRID) / GRID;
}

export function severityHealth(severity: ScoredSeverity, sum: number): number {
  const { cap, half } = HEALTH[severity];
  return 1 - cap * (1 - 2 ** (-sum / half));
}

/** 100 − D while D ≤ 75, then linear to 0 at the largest loss. */
export function scoreOfLoss(loss: number, maxLoss: number): number {
  return loss <= KNEE ? 100 - loss : onGrid(((100 - KNEE) * (maxLoss - loss)) / (maxLoss - KNEE));
}

export function capOf(caps: { liveSecret: boolean; overdueKevPublic: boolean }): number {
  if (caps.liveSecret) return CAP.liveSecret;
  return caps.overdueKevPublic ? CAP.overdueKevPublic : 100;
}

/** Formula version 1. */
export function evaluate(state: ScoreState): Evaluation {
  const weights = weightsOf(state);
  const categories = SCORE_CATEGORIES.map((category) => evaluateCategory(category, state, weights[category]));
  let sum = 0;
  let atStake = 0;
  let largest = 0;
  let heaviest = 0;
  let weakest: ScoreCategory | null = null;
  for (const { category, loss, weight } of categories) {
    sum += loss;
    atStake += weight;
    heaviest = Math.max(heaviest, weight);
    if (loss > largest) {
      largest = loss;
      weakest = category;
    }
  }
  const loss = sum + largest;
  const maxLoss = atStake + heaviest;
  // With every category exempt nothing is measured, and points are earned by measuring only.
  const uncapped = atStake === 0 ? 0 : scoreOfLoss(loss, maxLoss);
  return { score: Math.min(uncapped, capOf(state.caps)), uncapped, loss, maxLoss, categories, weakest };
}

/** Weights of what is not exempt, together exactly 100; the heaviest takes what rounding leaves over. */
function weightsOf({ categories, policy }: ScoreState): Record<ScoreCategory, number> {
  const weights = { dependency: 0, sast: 0, secret: 0, pipeline: 0, iac: 0, dast: 0 };
  const expected = SCORE_CATEGORIES.filter((category) => !categories[category].exempt && policy.weights[category] > 0);
  const sum = expected.reduce((total, category) => total + policy.weights[category], 0);
  let left = 100;
  let heaviest = expected[0];
  if (heaviest === undefined) return weights;
  for (const category of expected) {
    weights[category] = onGrid((policy.weights[category] * 100) / sum);
    left -= weights[category];
    if (weights[category] > weights[heaviest]) heaviest = category;
  }
  weights[heaviest] += left;
  return weights;
}

function evaluateCategory(category: ScoreCategory, state: ScoreState, weight: number): CategoryEvaluation {
  const { expected, scanned, ageDays, units } = state.categories[category];
  const confidence = targetShare(expected, scanned) * freshness(ageDays, state.policy.freshDays);
  const levels = [weight, onGrid(weight * confidence)];
  let health = 1;
  for (const severity of SCORED_SEVERITIES) {
    health *= severityHealth(severity, units[severity]);
    levels.push(onGrid(weight * confidence * health));
  }
  return { category, weight, confidence, health, levels, loss: weight - onGrid(weight * confidence * health) };
}
