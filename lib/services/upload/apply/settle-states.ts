import { asJsonRecords, type BulkRow } from '#db/bulk.ts';
import {
  findSightedFacts,
  type KnownFinding,
  type SightedFacts,
  updateFindingStates,
} from '#db/queries/findings-write.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { nextState } from '#lib/domain/stream/lifecycle.ts';
import type { Work } from './work.ts';

const CHUNK = 5000;
const COLUMNS = ['number', 'state', 'severity', 'opened_at', 'fixed_at', 'reopened'] as const;

/** After the sightings are written: the state and severity that follow from them, with their events and counts. */
export async function settleStates(work: Work, findings: readonly KnownFinding[]): Promise<void> {
  for (let at = 0; at < findings.length; at += CHUNK) {
    const chunk = findings.slice(at, at + CHUNK);
    const facts = await findSightedFacts(
      work.tx,
      work.scope,
      chunk.map((finding) => finding.number),
    );
    const byNumber = new Map(facts.map((fact) => [fact.number, fact]));
    const rows = chunk.flatMap((finding) => {
      const row = settle(work, finding, byNumber.get(finding.number) ?? null);
      return row ? [row] : [];
    });
    if (rows.length > 0) await updateFindingStates(work.tx, work.scope, asJsonRecords(COLUMNS, rows));
  }
}

function settle(work: Work, finding: KnownFinding, facts: SightedFacts | null): BulkRow | null {
  const { state, event, clock } = nextState(finding.state, {
    sightedTracked: facts?.tracked ?? false,
    sightedUntracked: facts?.untracked ?? false,
    suppressed: facts?.suppressed ?? false,
  });
  // What nobody sees any more keeps the severity it had.
  const severity = facts?.severity ?? finding.severity;
  work.touchedActions.add(finding.actionNumber);
  const changedSeverity = severity !== finding.severity;
  if (state === finding.state && event === null && clock === 'keep' && !changedSeverity) return null;
  work.count(finding.state, { ...finding, severity: finding.severitySet ?? finding.severity }, -1);
  work.count(state, { ...finding, severity: finding.severitySet ?? severity }, 1);
  if (event !== null) work.event(finding.number, event);
  if (changedSeverity) {
    work.event(finding.number, 'severity_changed', { from: severityOf(finding.severity), to: severityOf(severity) });
  }
  const openedAt = clock === 'restart' ? work.now : null;
  return [finding.number, state, severity, openedAt, state === 'fixed' ? work.now : null, event === 'reopened' ? 1 : 0];
}
