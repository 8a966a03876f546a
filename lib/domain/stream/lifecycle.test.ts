import { describe, expect, it } from 'vitest';
import { nextState, type SightingFacts } from './lifecycle.ts';

const facts = (sightedTracked: boolean, sightedUntracked = false, suppressed = false): SightingFacts => ({
  sightedTracked,
  sightedUntracked,
  suppressed,
});
const TRACKED = facts(true);
const UNTRACKED = facts(false, true);
const SUPPRESSED = facts(true, false, true);
const GONE = facts(false);

describe('nextState', () => {
  it.each([
    [null, TRACKED, 'open', 'introduced', 'restart'],
    ['branch', TRACKED, 'open', 'introduced', 'restart'],
    ['fixed', TRACKED, 'open', 'reopened', 'restart'],
    ['suppressed', TRACKED, 'open', 'unsuppressed', 'keep'],
    ['open', TRACKED, 'open', null, 'keep'],
    [null, SUPPRESSED, 'suppressed', 'suppressed', 'restart'],
    ['branch', SUPPRESSED, 'suppressed', 'suppressed', 'restart'],
    ['fixed', SUPPRESSED, 'suppressed', 'suppressed', 'restart'],
    ['open', SUPPRESSED, 'suppressed', 'suppressed', 'keep'],
    ['suppressed', SUPPRESSED, 'suppressed', null, 'keep'],
    ['open', GONE, 'fixed', 'fixed', 'keep'],
    ['open', UNTRACKED, 'fixed', 'fixed', 'keep'],
    ['suppressed', GONE, 'fixed', 'fixed', 'keep'],
    ['fixed', GONE, 'fixed', null, 'keep'],
    ['fixed', UNTRACKED, 'fixed', null, 'keep'],
    [null, UNTRACKED, 'branch', null, 'keep'],
    ['branch', UNTRACKED, 'branch', null, 'keep'],
    ['branch', GONE, 'branch', null, 'keep'],
  ] as const)('takes %s to the next state by %j: %s, %s, clock %s', (current, seen, state, event, clock) => {
    expect(nextState(current, seen)).toEqual({ state, event, clock });
  });

  it('does nothing the second time', () => {
    for (const current of [null, 'open', 'fixed', 'branch', 'suppressed'] as const) {
      for (const seen of [TRACKED, UNTRACKED, SUPPRESSED, GONE]) {
        expect(nextState(nextState(current, seen).state, seen).event).toBeNull();
      }
    }
  });
});
