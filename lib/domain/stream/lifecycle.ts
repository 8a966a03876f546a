import type { Decision, FindingState } from '#lib/domain/finding/finding.ts';

/** What is true of a finding's sightings, over all streams. */
export interface SightingFacts {
  /** Present in at least one stream of a tracked ref. */
  tracked: boolean;
  /** Every sighting on tracked refs is suppressed by its scanner. */
  suppressed: boolean;
}

export interface Transition {
  state: FindingState;
  event: 'introduced' | 'reopened' | 'fixed' | 'suppressed' | 'unsuppressed' | Decision | 'returned' | null;
  /** The SLA clock: starts (again) now, or goes on from where it was. */
  clock: 'restart' | 'keep';
}

const stay = (state: FindingState): Transition => ({ state, event: null, clock: 'keep' });

function whenOpen(current: FindingState | null): Transition {
  switch (current) {
    case 'open':
      return stay('open');
    case 'fixed':
      return { state: 'open', event: 'reopened', clock: 'restart' };
    case 'suppressed':
      // The problem was there all along: hiding it for a while must not win time.
      return { state: 'open', event: 'unsuppressed', clock: 'keep' };
    case 'accepted':
    case 'false_positive':
      return { state: 'open', event: 'returned', clock: 'keep' };
    case 'branch':
    case null:
      return { state: 'open', event: 'introduced', clock: 'restart' };
    default:
      return current satisfies never;
  }
}

/** What would be open is in the state of its decision; what happened to it besides is told as ever. */
function whenDecided(current: FindingState | null, decided: Decision): Transition {
  if (current === decided) return stay(decided);
  const { event, clock } = whenOpen(current);
  return { state: decided, event: event === null || event === 'returned' ? decided : event, clock };
}

function whenSuppressed(current: FindingState | null): Transition {
  if (current === 'suppressed') return stay('suppressed');
  return { state: 'suppressed', event: 'suppressed', clock: isPresent(current) ? 'keep' : 'restart' };
}

/** Whether a tracked ref has it: its clock goes on. */
function isPresent(state: FindingState | null): boolean {
  return state !== null && state !== 'fixed' && state !== 'branch';
}

/**
 * The next state of a finding and what to tell about it. `null` is a finding that did not exist. One that is seen only
 * on other refs never moves posture: it is `branch` and stays it when those refs lose it. `decided`: the exception that is in
 * force.
 */
export function nextState(
  current: FindingState | null,
  facts: SightingFacts,
  decided: Decision | null = null,
): Transition {
  if (facts.tracked && facts.suppressed) return whenSuppressed(current);
  if (facts.tracked) return decided === null ? whenOpen(current) : whenDecided(current, decided);
  if (isPresent(current)) return { state: 'fixed', event: 'fixed', clock: 'keep' };
  return stay(current ?? 'branch');
}
