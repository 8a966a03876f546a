import { SCORE_CATEGORIES, type ScoreCategory } from '#lib/domain/score/category.ts';
import { type CategoryState, evaluate, type ScoreState } from '#lib/domain/score/state.ts';
import { SCORED_SEVERITIES } from '#lib/domain/score/units.ts';
import { LEDGER_CAUSES, type LedgerCause, type LedgerEntry, type Noted, toMicro } from './cause.ts';
import {
  causeIn,
  findingsByCause,
  sharesOf,
  type TouchedAction,
  type UnitChange,
  unitsByCause,
} from './units-by-cause.ts';

/** A score and what it is made of. */
export interface Scored {
  score: number;
  state: ScoreState;
}

export interface LedgerFacts {
  /** Null: nothing was, or is, measured. */
  before: Scored | null;
  after: Scored | null;
  /** Days since the score of before. */
  elapsedDays: number;
  touched: readonly TouchedAction[];
  /** What touched actions moved by when nothing is said of their findings. */
  fallback: LedgerCause;
  /** What moved the others: time, or settings. */
  others: 'ageing' | 'policy';
}

/** In this order causes take effect, one after another: each moves the score that those before it left. */
const STEPS = LEDGER_CAUSES.filter((cause) => cause !== 'composition' && cause !== 'unrecorded');

const CAPS = ['liveSecret', 'overdueKevPublic'] as const;

/**
 * What moved the score of a repository in one transaction. Each step changes the state of before into that of after by one
 * cause, so that the parts are exactly the difference, in millionths of points. Causes that moved nothing are told when
 * findings belong to them.
 */
export function entriesOf(facts: LedgerFacts): LedgerEntry[] {
  const { before, after, touched } = facts;
  if (before === null && after === null) return [];
  if (before === null || after === null) {
    const points = toMicro(after?.score ?? 0) - toMicro(before?.score ?? 0);
    return [{ cause: 'composition', points, findings: 0, notes: [after === null ? 'unmeasured' : 'measured'] }];
  }
  const findings = findingsByCause(touched);
  const points = pointsOf(before, after, facts);
  return STEPS.flatMap((cause) => {
    const entry = { cause, points: points.get(cause) ?? 0, findings: findings.get(cause) ?? 0 };
    return entry.points === 0 && entry.findings === 0 ? [] : [entry];
  });
}

function pointsOf(before: Scored, after: Scored, facts: LedgerFacts): Map<LedgerCause, number> {
  const state = structuredClone(before.state);
  const units = unitsByCause(facts.touched, facts.fallback);
  const caps = capsByCause(before.state, after.state, facts);
  const points = new Map<LedgerCause, number>();
  let level = toMicro(before.score);
  for (const cause of STEPS) {
    takeStep(state, after.state, cause, facts);
    if (cause === facts.others) addUntouched(state, before.state, after.state, units);
    addUnits(state, units.get(cause) ?? []);
    for (const cap of caps.get(cause) ?? []) state.caps[cap] = after.state.caps[cap];
    const next = toMicro(evaluate(state).score);
    points.set(cause, next - level);
    level = next;
  }
  settleRounding(points, toMicro(after.score) - level, facts.others);
  return points;
}

/** Parts of units are no whole steps of their grid: what that leaves, at most some millionths, goes to the largest part. */
function settleRounding(points: Map<LedgerCause, number>, left: number, otherwise: LedgerCause): void {
  if (left === 0) return;
  let largest = otherwise;
  for (const [cause, part] of points) if (Math.abs(part) > Math.abs(points.get(largest) ?? 0)) largest = cause;
  points.set(largest, (points.get(largest) ?? 0) + left);
}

/** What a step changes beside units and caps. */
function takeStep(state: ScoreState, after: ScoreState, cause: LedgerCause, { elapsedDays }: LedgerFacts): void {
  if (cause === 'formula') state.formulaVersion = after.formulaVersion;
  if (cause === 'policy') state.policy = after.policy;
  for (const category of SCORE_CATEGORIES) {
    const now = after.categories[category];
    const then = state.categories[category];
    if (cause === 'decisions') then.exempt = now.exempt;
    if (cause === 'staleness') then.ageDays = agedBy(then, now, elapsedDays);
    if (cause === 'coverage') Object.assign(then, { ...now, units: then.units, exempt: exemptBy(then, now) });
  }
}

/** What begins or ceases to be measured is expected, or not, because of that; else somebody decided so. */
function exemptBy(then: CategoryState, now: CategoryState): boolean {
  return (then.ageDays === null) === (now.ageDays === null) ? then.exempt : now.exempt;
}

/** How old a scan is now, had nothing been scanned since. */
function agedBy(then: CategoryState, now: CategoryState, elapsedDays: number): number | null {
  if (then.ageDays === null || now.ageDays === null) return then.ageDays;
  return Math.max(then.ageDays, Math.min(Math.max(now.ageDays, then.ageDays), then.ageDays + elapsedDays + CLOCK));
}

/** Days that a scan may seem to age beyond the time that passed: rounding. */
const CLOCK = 1e-6;

/** Actions that nothing happened to weigh something else by time alone, or by settings. */
function addUntouched(
  state: ScoreState,
  before: ScoreState,
  after: ScoreState,
  touched: ReadonlyMap<LedgerCause, readonly UnitChange[]>,
): void {
  const moved = new Map<string, number>();
  for (const { category, severity, units } of [...touched.values()].flat()) {
    const key = `${category} ${severity}`;
    moved.set(key, (moved.get(key) ?? 0) + units);
  }
  for (const category of SCORE_CATEGORIES) {
    for (const severity of SCORED_SEVERITIES) {
      const all = after.categories[category].units[severity] - before.categories[category].units[severity];
      const rest = all - (moved.get(`${category} ${severity}`) ?? 0);
      addUnits(state, [{ category, severity, units: rest }]);
    }
  }
}

function addUnits(state: ScoreState, changes: readonly UnitChange[]): void {
  for (const { category, severity, units } of changes) {
    const sum = state.categories[category as ScoreCategory].units;
    sum[severity] = Math.max(0, sum[severity] + units);
  }
}

/** With which step each cap that comes or goes does so: it comes with the first that sets it, and goes with the last that held it. */
function capsByCause(
  before: ScoreState,
  after: ScoreState,
  facts: LedgerFacts,
): Map<LedgerCause, (typeof CAPS)[number][]> {
  const found = new Map<LedgerCause, (typeof CAPS)[number][]>();
  for (const cap of CAPS) {
    if (before.caps[cap] === after.caps[cap]) continue;
    const comes = after.caps[cap];
    const causes = facts.touched
      .filter((one) => one.held[cap] !== one.holds[cap] && one.holds[cap] === comes)
      .flatMap((one) => sharesOf(one, comes ? 'more' : 'less', facts.fallback).map(({ cause }) => causeIn(one, cause)));
    const steps = STEPS.filter((cause) => causes.includes(cause));
    const cause = (comes ? steps.at(0) : steps.at(-1)) ?? facts.others;
    found.set(cause, [...(found.get(cause) ?? []), cap]);
  }
  return found;
}

/** The entries with notes of what changed beside: a cause that moved nothing gets an entry for its note. */
export function withNotes(entries: readonly LedgerEntry[], noted: readonly Noted[]): LedgerEntry[] {
  const told = [...entries];
  for (const { cause, note } of noted) {
    const at = told.findIndex((entry) => entry.cause === cause);
    const entry = told[at] ?? { cause, points: 0, findings: 0 };
    const notes = [...(entry.notes ?? []), note];
    if (at === -1) told.push({ ...entry, notes });
    else told[at] = { ...entry, notes };
  }
  return told;
}
