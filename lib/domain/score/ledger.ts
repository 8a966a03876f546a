import { SCORE_CATEGORIES, type ScoreCategory } from './category.ts';
import { evaluate, type ScoreState } from './state.ts';
import { SCORED_SEVERITIES, type SeverityUnits } from './units.ts';

/** Why a score moved, in the order in which causes are put in place of one another. */
export const LEDGER_PARTS = [
  'fixed',
  'new',
  'sla_ageing',
  'staleness',
  'coverage',
  'composition',
  'policy',
  'formula',
] as const;
export type LedgerPart = (typeof LEDGER_PARTS)[number];
/** Points, positive when the score rose; together exactly the difference of the two scores. */
export type Ledger = Record<LedgerPart, number>;

/** A score as it was stored, with the facts it was made of. */
export interface StoredScore {
  score: number;
  state: ScoreState;
}

/** Signed changes of a category's units between two states, by cause; what they leave over is a decision (policy). */
export type UnitFlow = Record<ScoreCategory, SeverityUnits>;
export interface UnitFlows {
  fixed: UnitFlow;
  added: UnitFlow;
  aged: UnitFlow;
}

export function emptyLedger(): Ledger {
  return { fixed: 0, new: 0, sla_ageing: 0, staleness: 0, coverage: 0, composition: 0, policy: 0, formula: 0 };
}

/** Ledgers of consecutive stretches of time add up to the ledger of the whole stretch. */
export function addLedgers(a: Ledger, b: Ledger): Ledger {
  const sum = emptyLedger();
  for (const part of LEDGER_PARTS) sum[part] = a[part] + b[part];
  return sum;
}

export function ledgerTotal(ledger: Ledger): number {
  return LEDGER_PARTS.reduce((sum, part) => sum + ledger[part], 0);
}

/**
 * Decomposes the change between two stored scores of one repository: each cause in turn is replaced by its later
 * value, and the score's step is that cause's part. New findings are weighed with the coverage of *before*, so what a
 * first scan finds is part of `coverage`, which it never makes negative.
 * Without `flows` units that went down are `fixed` and units that went up are `new`: net, by category and severity.
 */
export function ledger(before: StoredScore, after: StoredScore, flows?: UnitFlows): Ledger {
  const causes = flows ?? netFlows(before.state, after.state);
  const state = structuredClone(before.state);
  const start = evaluate(state).score;
  let reached = start;
  const step = (change: () => void): number => {
    change();
    const { score } = evaluate(state);
    const points = score - reached;
    reached = score;
    return points;
  };
  const result = emptyLedger();
  const { caps, categories, policy } = after.state;
  result.fixed = step(() => {
    addUnits(state, causes.fixed);
    state.caps.liveSecret &&= caps.liveSecret;
    state.caps.overdueKevPublic &&= caps.overdueKevPublic;
  });
  result.new = step(() => {
    addUnits(state, causes.added);
    state.caps.liveSecret = caps.liveSecret;
  });
  result.sla_ageing = step(() => {
    addUnits(state, causes.aged);
    state.caps.overdueKevPublic = caps.overdueKevPublic;
  });
  result.staleness = step(() => replaceAges(state, after.state));
  result.coverage = step(() => replaceCoverage(state, after.state));
  result.policy = step(() => {
    state.policy = policy;
    state.categories = categories;
  });
  // What the facts do not explain under today's formula was another formula's doing.
  result.formula = after.score - reached + (start - before.score);
  return result;
}

function addUnits(state: ScoreState, flow: UnitFlow): void {
  for (const category of SCORE_CATEGORIES) {
    const { units } = state.categories[category];
    for (const severity of SCORED_SEVERITIES) {
      units[severity] = Math.max(0, units[severity] + flow[category][severity]);
    }
  }
}

/** Time passing (or a re-scan undoing it); never scanned to scanned and back is coverage. */
function replaceAges(state: ScoreState, after: ScoreState): void {
  for (const category of SCORE_CATEGORIES) {
    const mine = state.categories[category];
    const { ageDays } = after.categories[category];
    if (mine.ageDays !== null && ageDays !== null) mine.ageDays = ageDays;
  }
}

function replaceCoverage(state: ScoreState, after: ScoreState): void {
  for (const category of SCORE_CATEGORIES) {
    const { expected, scanned, ageDays } = after.categories[category];
    Object.assign(state.categories[category], { expected, scanned, ageDays });
  }
}

export function noFlow(): UnitFlow {
  const flow = {} as UnitFlow;
  for (const category of SCORE_CATEGORIES) flow[category] = { critical: 0, high: 0, medium: 0, low: 0 };
  return flow;
}

function netFlows(before: ScoreState, after: ScoreState): UnitFlows {
  const flows: UnitFlows = { fixed: noFlow(), added: noFlow(), aged: noFlow() };
  for (const category of SCORE_CATEGORIES) {
    for (const severity of SCORED_SEVERITIES) {
      const change = after.categories[category].units[severity] - before.categories[category].units[severity];
      flows[change < 0 ? 'fixed' : 'added'][category][severity] = change;
    }
  }
  return flows;
}
