import type { FindingState } from '#lib/domain/finding/finding.ts';

/** What is true of a finding's sightings, over all streams. */
export interface SightingFacts {
  /** Present in at least one stream of a tracked ref. */
  tracked: boolean;
  /** Every sighting on tracked refs is suppressed by its scanner. */
  suppressed: boolean;
}

export interface Transition {
  state: FindingState;
  event: 'introduced' | 'reopened' | 'fixed' | 'suppressed' | 'unsuppressed' | null;
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
    case 'branch':
    case null:
      return { state: 'open', event: 'introduced', clock: 'restart' };
    default:
      return current satisfies never;
  }
}

function whenSuppressed(current: FindingState | null): Transition {
  if (current === 'suppressed') return stay('suppressed');
  return { state: 'suppressed', event: 'suppressed', clock: current === 'open' ? 'keep' : 'restart' };
}

/**
 * The next state of a finding and what to tell about it. `null` is a finding that did not exist. One that is seen only
 * on other refs never moves posture: it is `branch` and stays it when those refs lose it.
 */
export function nextState(current: FindingState | null, facts: SightingFacts): Transition {
  if (facts.tracked) return facts.suppressed ? whenSuppressed(current) : whenOpen(current);
  if (current === 'open' || current === 'suppressed') return { state: 'fixed', event: 'fixed', clock: 'keep' };
  return stay(current ?? 'branch');
}
