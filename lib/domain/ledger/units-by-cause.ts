import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { SCORED_SEVERITIES, type ScoredSeverity, type SeverityUnits } from '#lib/domain/score/units.ts';
import type { LedgerCause } from './cause.ts';

/** An action whose findings a transaction changed: what it weighed, by the clock of now, before and after. */
export interface TouchedAction {
  /** Null: it never enters the score. */
  category: ScoreCategory | null;
  /** It is about who may do what. */
  privilege: boolean;
  before: SeverityUnits;
  after: SeverityUnits;
  /** Caps of the score that it held, and holds. */
  held: { liveSecret: boolean; overdueKevPublic: boolean };
  holds: { liveSecret: boolean; overdueKevPublic: boolean };
  /** Findings of it by what happened to them. */
  causes: ReadonlyMap<LedgerCause, number>;
}

export interface UnitChange {
  category: ScoreCategory;
  severity: ScoredSeverity;
  units: number;
}

/** What can make less of an action, and what more; the rest can do both. */
const LESS: ReadonlySet<LedgerCause> = new Set(['fixed']);
const MORE: ReadonlySet<LedgerCause> = new Set(['new', 'coverage']);
/** These stay what they are in findings about rights. */
const NEVER_PRIVILEGES: ReadonlySet<LedgerCause> = new Set(['decisions', 'coverage', 'policy', 'ageing']);

/** The cause under which a change of this action is told. */
export const causeIn = ({ privilege }: Pick<TouchedAction, 'privilege'>, cause: LedgerCause): LedgerCause =>
  privilege && !NEVER_PRIVILEGES.has(cause) ? 'privileges' : cause;

/** The causes of an action that can have moved it in a direction, with their parts, together 1. */
export function sharesOf(
  action: TouchedAction,
  direction: 'more' | 'less',
  fallback: LedgerCause,
): { cause: LedgerCause; share: number }[] {
  const impossible = direction === 'more' ? LESS : MORE;
  const all = [...action.causes];
  const possible = all.filter(([cause]) => !impossible.has(cause));
  const taken = possible.length > 0 ? possible : all;
  const sum = taken.reduce((total, [, findings]) => total + findings, 0);
  if (sum === 0) return [{ cause: causeIn(action, fallback), share: 1 }];
  return taken.map(([cause, findings]) => ({ cause: causeIn(action, cause), share: findings / sum }));
}

/** By cause: what touched actions weigh more, or less. Together they are the whole difference. */
export function unitsByCause(actions: readonly TouchedAction[], fallback: LedgerCause): Map<LedgerCause, UnitChange[]> {
  const found = new Map<LedgerCause, UnitChange[]>();
  for (const action of actions) {
    const { category, before, after } = action;
    if (category === null) continue;
    for (const severity of SCORED_SEVERITIES) {
      const units = after[severity] - before[severity];
      if (units === 0) continue;
      for (const { cause, share } of sharesOf(action, units > 0 ? 'more' : 'less', fallback)) {
        const changes = found.get(cause) ?? [];
        changes.push({ category, severity, units: units * share });
        found.set(cause, changes);
      }
    }
  }
  return found;
}

/** Findings of touched actions by the cause under which they are told. */
export function findingsByCause(actions: readonly TouchedAction[]): Map<LedgerCause, number> {
  const found = new Map<LedgerCause, number>();
  for (const action of actions) {
    for (const [each, findings] of action.causes) {
      const cause = causeIn(action, each);
      found.set(cause, (found.get(cause) ?? 0) + findings);
    }
  }
  return found;
}
