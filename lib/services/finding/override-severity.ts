import { updateSeveritySet } from '#db/queries/severity-overrides.ts';
import type { FindingEventDetail } from '#lib/domain/finding/event.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { MOST_LISTED } from '#lib/domain/outbox/event.ts';
import type { Changes, LockedRepository } from '../ledger/changes.ts';

/**
 * Gives findings the severity that a person set, or (null) that of their reports again. What follows is written when the
 * ledger commits `changes`.
 * @param detail what history says of it beside the two severities
 */
export async function overrideSeverity(
  { tx, scope }: LockedRepository,
  changes: Changes,
  findings: readonly KnownFinding[],
  to: number | null,
  detail: FindingEventDetail = {},
): Promise<void> {
  if (findings.length === 0) return;
  const numbers = findings.map(({ number }) => number);
  await updateSeveritySet(tx, scope, numbers, to);
  for (const finding of findings) {
    const before = finding.severitySet ?? finding.severity;
    const after = to ?? finding.severity;
    changes.count({ ...finding, severity: before }, -1);
    changes.count({ ...finding, severity: after }, 1);
    const said = { from: severityOf(before), to: severityOf(after), ...detail };
    const kind = to === null ? ('severity_unset' as const) : ('severity_set' as const);
    changes.events.push({ number: finding.number, kind, detail: said });
    changes.cause(finding.actionNumber, 'decisions');
  }
  const told = findings.slice(0, MOST_LISTED).map(({ number, severity, severitySet }) => {
    return { number, from: severityOf(severitySet ?? severity), to: severityOf(to ?? severity) };
  });
  changes.told.push({ kind: 'severity_set', detail: { count: findings.length, set: to !== null, findings: told } });
  // The ledger counts their actions anew, and looks whether an exception rests on the severity.
  changes.touch(findings.map((finding) => ({ ...finding, severitySet: to })));
}
