import { describe, expect, it } from 'vitest';
import { nextState, type SightingFacts } from './lifecycle.ts';

const TRACKED: SightingFacts = { tracked: true, suppressed: false };
const SUPPRESSED: SightingFacts = { tracked: true, suppressed: true };
/** Seen on other refs only, or nowhere. */
const GONE: SightingFacts = { tracked: false, suppressed: false };

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
    ['suppressed', GONE, 'fixed', 'fixed', 'keep'],
    ['fixed', GONE, 'fixed', null, 'keep'],
    [null, GONE, 'branch', null, 'keep'],
    ['branch', GONE, 'branch', null, 'keep'],
  ] as const)('takes %s to the next state by %j: %s, %s, clock %s', (current, seen, state, event, clock) => {
    expect(nextState(current, seen)).toEqual({ state, event, clock });
  });

  it('does nothing the second time', () => {
    for (const current of [null, 'open', 'fixed', 'branch', 'suppressed'] as const) {
      for (const seen of [TRACKED, SUPPRESSED, GONE]) {
        expect(nextState(nextState(current, seen).state, seen).event).toBeNull();
      }
    }
  });
});
