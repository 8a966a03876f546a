import { findSeverityOverrides } from '#db/queries/severity-overrides.ts';
import type { RatedFinding } from '#lib/domain/finding/judge-severity.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/** Who says what of a finding's severity, with the name of who set it. */
export async function ratedFinding(
  { tx, scope }: LockedRepository,
  { number, severity }: KnownFinding,
): Promise<RatedFinding & { by: { name: string; at: Date } | null }> {
  const [override] = await findSeverityOverrides(tx, scope, [{ repoId: scope.repoId, number }]);
  const reported = severityOf(severity);
  if (override === undefined) return { reported, set: null, by: null };
  const set = { severity: severityOf(override.severity), personId: override.setBy };
  return { reported, set, by: { name: override.setterName, at: override.setAt } };
}
