import type { Severity, StatedSeverity } from './finding.ts';
import { countedAs, severityRank } from './severity.ts';

/** A finding as it is before somebody sets its severity, or takes that back. */
export interface RatedFinding {
  /** What reports state. */
  reported: Severity;
  /** What a person set; null: nobody did. */
  set: { severity: Severity; personId: number | null } | null;
}

/** What an unknown severity weighs as, it is. */
const isLower = (a: Severity, b: Severity): boolean => severityRank(countedAs(a)) > severityRank(countedAs(b));

/**
 * Why somebody may not set this severity (null: take back what was set); null: they may. Whoever works on findings may
 * raise it. To make it count as less is a decision, as accepting its risk is, and so is what such a decision set; but what
 * one set oneself can be taken back.
 */
export function judgeSeverity(
  finding: RatedFinding,
  to: StatedSeverity | null,
  by: { personId: number | null; mayDecide: boolean },
): string | null {
  if (by.mayDecide) return null;
  const { set, reported } = finding;
  const isOwn = set !== null && set.personId !== null && set.personId === by.personId;
  const before = isOwn ? reported : (set?.severity ?? reported);
  if (isLower(to ?? reported, before)) return 'Only who decides about exceptions may lower the severity of a finding.';
  if (set !== null && !isOwn && isLower(set.severity, reported)) {
    return 'Somebody who decides about exceptions lowered this severity: only they may change it.';
  }
  return null;
}
