import { type FindingStateChange, updateFindingStates } from '#db/queries/findings-write.ts';
import { findSightedFacts } from '#db/queries/sightings.ts';
import type { FindingEvent, FindingEventDetail } from '#lib/domain/finding/event.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { causeOfEvent } from '#lib/domain/ledger/cause-of-event.ts';
import { type SettledFinding, settleFinding } from '#lib/domain/stream/settle-finding.ts';
import type { Changes, LockedRepository } from './changes.ts';
import { returnDecided } from './return-decided.ts';

/** Derives states and severities of some findings from their sightings; records their events and counts. */
export async function settleFindings(
  at: LockedRepository,
  changes: Changes,
  chunk: readonly KnownFinding[],
): Promise<void> {
  const numbers = chunk.map((finding) => finding.number);
  const facts = new Map((await findSightedFacts(at.tx, at.scope, numbers)).map((fact) => [fact.number, fact]));
  const rows: FindingStateChange[] = [];
  for (const finding of await returnDecided(at, changes, chunk, facts)) {
    changes.actions.add(finding.actionNumber);
    const settled = settleFinding(finding, facts.get(finding.number) ?? null, at.now);
    if (!settled) continue;
    note(changes, finding, settled);
    const { events: _events, ...row } = settled;
    rows.push(row);
  }
  if (rows.length > 0) await updateFindingStates(at.tx, at.scope, rows);
}

function note(changes: Changes, finding: KnownFinding, { state, severity, events }: SettledFinding): void {
  const { severitySet } = finding;
  changes.count({ ...finding, severity: severitySet ?? finding.severity }, -1);
  changes.count({ ...finding, state, severity: severitySet ?? severity }, 1);
  const decision = changes.decisions.get(finding.number) ?? null;
  const rated = changes.ratedByOsv.has(finding.number);
  changes.events.push(...events.map((event) => explained(event, decision, rated)));
  for (const { kind } of events) {
    const cause = causeOfEvent(kind, { rated, origin: changes.origin });
    if (cause !== null) changes.cause(finding.actionNumber, cause);
  }
}

/** An event with what belongs to it: to that of a decision, or of its end, and to that of a severity. */
function explained(event: FindingEvent, decision: FindingEventDetail | null, rated: boolean): FindingEvent {
  switch (event.kind) {
    case 'accepted':
    case 'false_positive':
    case 'returned':
      return decision === null ? event : { ...event, detail: decision };
    case 'severity_changed':
      return rated ? { ...event, detail: { ...event.detail, by: 'OSV' } } : event;
    default:
      return event;
  }
}
