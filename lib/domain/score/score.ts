import type { Category } from '#lib/domain/finding/finding.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import { type Grade, gradeOf } from '#lib/domain/score/grade.ts';
import { DEFAULT_WEIGHTS, SCORE_CATEGORIES, type ScoreCategory, scoreCategoryOf } from './category.ts';
import { DEFAULT_FRESH_DAYS } from './confidence.ts';
import { type GainInput, gains } from './gain.ts';
import {
  type CategoryEvaluation,
  type CategoryState,
  type Evaluation,
  evaluate,
  FORMULA_VERSION,
  type ScorePolicy,
  type ScoreState,
} from './state.ts';
import {
  type Acceptances,
  isDecidedIn,
  noUnits,
  SCORED_SEVERITIES,
  type SeverityLoads,
  unitsBySeverity,
} from './units.ts';
import { type WaterfallStep, waterfall } from './waterfall.ts';

export interface CategoryMeasure {
  category: ScoreCategory;
  targets: { expected: number; scanned: number };
  /** Days since the category's last successful scan (or oldest unscanned commit); null: never scanned. */
  ageDays: number | null;
  /** An approved, unexpired exemption: the category does not apply here. */
  exempt: boolean;
}

/** One open fix of the repository; keys are unique. */
export interface ActionLoad {
  key: string;
  category: Category;
  severities: SeverityLoads;
}

export interface ScoreInput {
  now: Date;
  /** A category that is not listed is expected and was never scanned. */
  categories: readonly CategoryMeasure[];
  actions: readonly ActionLoad[];
  exposure: Exposure;
  /** Keys of the actions that cause each cap; accepting the risk does not lift a cap. */
  caps: { liveSecret: readonly string[]; overdueKevPublic: readonly string[] };
  formulaVersion: typeof FORMULA_VERSION;
  policy?: Partial<ScorePolicy>;
}

/** JSON but for `at` and `gains`. Points everywhere; `state` is what the score is made of. */
export interface ScoreResult {
  formulaVersion: typeof FORMULA_VERSION;
  at: Date;
  score: number;
  grade: Grade;
  /** Points of 100 that are not measured, or stale. */
  shareNotMeasured: number;
  scoreWithoutAcceptances: number;
  categories: readonly CategoryEvaluation[];
  waterfall: WaterfallStep[];
  /** By action key: points gained if that action alone were closed. */
  gains: ReadonlyMap<string, number>;
  state: ScoreState;
}

/** What is stored of a repository's score. */
export type ScoreDetail = Omit<ScoreResult, 'gains' | 'at'>;
/** What a day keeps of it. */
export type DayScoreDetail = Pick<ScoreDetail, 'state' | 'waterfall'>;

/** The posture score of one repository, formula version 1. Pure; the order of anything handed in does not matter. */
export function score(input: ScoreInput): ScoreResult {
  const loads = input.actions.map((action) => gainInput(action, input));
  const state = stateOf(input, loads);
  const evaluation = evaluate(state);
  const shareNotMeasured = notMeasured(evaluation);
  return {
    formulaVersion: FORMULA_VERSION,
    at: input.now,
    score: evaluation.score,
    grade: gradeOf(evaluation.score, 100 - shareNotMeasured),
    shareNotMeasured,
    scoreWithoutAcceptances: withoutAcceptances(input, state, evaluation),
    categories: evaluation.categories,
    waterfall: waterfall(evaluation),
    gains: gains(loads, state, evaluation),
    state,
  };
}

function gainInput(
  action: ActionLoad,
  { exposure, caps }: ScoreInput,
  acceptances: Acceptances = 'honoured',
): GainInput {
  return {
    key: action.key,
    category: scoreCategoryOf(action.category),
    units: unitsBySeverity(action.severities, exposure, acceptances),
    lifts: {
      liveSecret: holdsAlone(action.key, caps.liveSecret),
      overdueKevPublic: holdsAlone(action.key, caps.overdueKevPublic),
    },
  };
}

function holdsAlone(key: string, holders: readonly string[]): boolean {
  return holders[0] === key && holders.every((holder) => holder === key);
}

function stateOf({ categories, caps, policy }: ScoreInput, loads: readonly GainInput[]): ScoreState {
  const states = {} as Record<ScoreCategory, CategoryState>;
  for (const category of SCORE_CATEGORIES) {
    states[category] = { exempt: false, expected: 1, scanned: 0, ageDays: null, units: noUnits() };
  }
  for (const { category, targets, ageDays, exempt } of categories) {
    states[category] = { ...targets, ageDays, exempt, units: states[category].units };
  }
  for (const { category, units } of loads) {
    if (category === null) continue;
    const total = states[category].units;
    for (const severity of SCORED_SEVERITIES) total[severity] += units[severity];
  }
  return {
    formulaVersion: FORMULA_VERSION,
    policy: { weights: policy?.weights ?? { ...DEFAULT_WEIGHTS }, freshDays: policy?.freshDays ?? DEFAULT_FRESH_DAYS },
    categories: states,
    caps: { liveSecret: caps.liveSecret.length > 0, overdueKevPublic: caps.overdueKevPublic.length > 0 },
  };
}

/**
 * The score if nobody had accepted a risk or lowered a severity; never above the score itself, because what moves to a
 * severity of which there is much already could weigh less there.
 */
function withoutAcceptances(input: ScoreInput, state: ScoreState, evaluation: Evaluation): number {
  if (!input.actions.some(({ severities }) => isDecidedIn(severities))) return evaluation.score;
  const loads = input.actions.map((action) => gainInput(action, input, 'ignored'));
  return Math.min(evaluation.score, evaluate({ ...stateOf(input, loads), caps: state.caps }).score);
}

function notMeasured({ categories }: Evaluation): number {
  let sum = 0;
  let atStake = 0;
  for (const { weight, levels } of categories) {
    sum += weight - (levels[1] ?? 0);
    atStake += weight;
  }
  return atStake === 0 ? 100 : sum;
}
