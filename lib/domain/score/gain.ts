import type { ScoreCategory } from './category.ts';
import { capOf, type Evaluation, HEALTH, KNEE, type ScoreState, severityHealth } from './state.ts';
import { SCORED_SEVERITIES, type SeverityUnits } from './units.ts';

export interface GainInput {
  key: string;
  category: ScoreCategory | null;
  units: SeverityUnits;
  /** Caps that closing this action would lift, because no other action causes them. */
  lifts: { liveSecret: boolean; overdueKevPublic: boolean };
}

interface CategoryFacts {
  /** Points that the category's health multiplies. */
  measured: number;
  loss: number;
  /** Largest loss of the other categories. */
  others: number;
  /** Health factor of each severity, and 2^(−Σu/half). */
  factors: number[];
  powers: number[];
}

/** Points that each action would bring if it alone were closed, by key. One pass; never negative. */
export function gains(actions: readonly GainInput[], state: ScoreState, evaluation: Evaluation): Map<string, number> {
  const facts = new Map<ScoreCategory, CategoryFacts>();
  for (const { category } of evaluation.categories) facts.set(category, factsOf(category, state, evaluation));
  const result = new Map<string, number>();
  for (const action of actions) {
    const category = action.category === null ? undefined : facts.get(action.category);
    const relief = category === undefined ? 0 : reliefOf(action.units, category);
    result.set(action.key, gainOf(relief, action, state, evaluation));
  }
  return result;
}

function factsOf(category: ScoreCategory, state: ScoreState, evaluation: Evaluation): CategoryFacts {
  const { units } = state.categories[category];
  const facts: CategoryFacts = { measured: 0, loss: 0, others: 0, factors: [], powers: [] };
  for (const each of evaluation.categories) {
    if (each.category === category) {
      facts.measured = each.weight * each.confidence;
      facts.loss = each.loss;
    } else facts.others = Math.max(facts.others, each.loss);
  }
  for (const severity of SCORED_SEVERITIES) {
    facts.factors.push(severityHealth(severity, units[severity]));
    facts.powers.push(2 ** (-units[severity] / HEALTH[severity].half));
  }
  return facts;
}

/**
 * How much D falls without the action. The change of health is a sum of positive terms, not a difference of two
 * healths: in a category with hundreds of criticals both round to the same number, but fixing one still helps.
 */
function reliefOf(units: SeverityUnits, facts: CategoryFacts): number {
  let rise = 0;
  for (const [index, severity] of SCORED_SEVERITIES.entries()) {
    const removed = units[severity];
    if (removed <= 0) continue;
    const { cap, half } = HEALTH[severity];
    let term = cap * (facts.powers[index] ?? 0) * Math.expm1((removed / half) * Math.LN2);
    for (const [other, otherSeverity] of SCORED_SEVERITIES.entries()) {
      if (other === index) continue;
      const factor = facts.factors[other] ?? 1;
      term *= other < index ? factor + liftOf(otherSeverity, units, facts, other) : factor;
    }
    rise += term;
  }
  const relief = facts.measured * rise;
  return relief + Math.max(0, Math.min(relief, facts.loss - facts.others));
}

function liftOf(
  severity: (typeof SCORED_SEVERITIES)[number],
  units: SeverityUnits,
  facts: CategoryFacts,
  index: number,
): number {
  const { cap, half } = HEALTH[severity];
  return units[severity] <= 0 ? 0 : cap * (facts.powers[index] ?? 0) * Math.expm1((units[severity] / half) * Math.LN2);
}

function gainOf(relief: number, action: GainInput, state: ScoreState, evaluation: Evaluation): number {
  const raise = raiseOf(relief, evaluation);
  const before = capOf(state.caps);
  const after = capOf({
    liveSecret: state.caps.liveSecret && !action.lifts.liveSecret,
    overdueKevPublic: state.caps.overdueKevPublic && !action.lifts.overdueKevPublic,
  });
  if (before === 100) return raise;
  return Math.max(0, Math.min(evaluation.uncapped + raise, after) - evaluation.score);
}

/** What a fall of D brings in points: one for one above the knee, less in the tail. */
function raiseOf(relief: number, { loss, maxLoss }: Evaluation): number {
  if (loss <= KNEE) return relief;
  const inTail = Math.min(relief, loss - KNEE);
  return (inTail * (100 - KNEE)) / (maxLoss - KNEE) + (relief - inTail);
}
