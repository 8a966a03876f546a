import type { FindingEvent } from '#lib/domain/finding/event.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { nextState, type SightingFacts } from './lifecycle.ts';

/** What is true of a finding's sightings, with the highest severity (a number) among evidence that is sighted. */
export interface SightedFacts extends SightingFacts {
  number: number;
  severity: number | null;
}

/** What changes of a finding whose sightings changed. */
export interface SettledFinding {
  number: number;
  state: FindingState;
  severity: number;
  /** When the SLA clock starts anew; null where it goes on. */
  openedAt: Date | null;
  /** For a finding that is fixed; one that was fixed before keeps its date. */
  fixedAt: Date | null;
  /** To be added to the count of reopenings. */
  reopened: 0 | 1;
  events: FindingEvent[];
}

/** The state and severity that follow from a finding's sightings (`facts`; null: nothing sees it); null when all stays as it is. */
export function settleFinding(finding: KnownFinding, facts: SightedFacts | null, now: Date): SettledFinding | null {
  const { number } = finding;
  const { state, event, clock } = nextState(
    finding.state,
    facts ?? { tracked: false, suppressed: false },
    finding.decided,
  );
  // A finding without present sightings keeps its severity.
  const severity = facts?.severity ?? finding.severity;
  const events: FindingEvent[] = event === null ? [] : [{ number, kind: event, detail: null }];
  if (severity !== finding.severity) {
    const detail = { from: severityOf(finding.severity), to: severityOf(severity) };
    events.push({ number, kind: 'severity_changed', detail });
  }
  if (state === finding.state && events.length === 0 && clock === 'keep') return null;
  return {
    number,
    state,
    severity,
    openedAt: clock === 'restart' ? now : null,
    fixedAt: state === 'fixed' ? now : null,
    reopened: event === 'reopened' ? 1 : 0,
    events,
  };
}

/** State and first event of a finding that the repository has never seen. */
export function firstState(
  stream: { tracked: boolean; ref: string },
  suppressed: boolean,
): { state: FindingState; event: Pick<FindingEvent, 'kind' | 'detail'> } {
  const { state, event } = nextState(null, { tracked: stream.tracked, suppressed });
  return {
    state,
    event: event === null ? { kind: 'seen_on_branch', detail: { ref: stream.ref } } : { kind: event, detail: null },
  };
}
