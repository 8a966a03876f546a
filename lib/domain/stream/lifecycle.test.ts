import { describe, expect, it } from 'vitest';
import { DECISIONS, FINDING_STATES } from '#lib/domain/finding/finding.ts';
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

  it.each([
    ['open', TRACKED, 'accepted', 'accepted', 'keep'],
    ['false_positive', TRACKED, 'accepted', 'accepted', 'keep'],
    ['accepted', TRACKED, 'accepted', null, 'keep'],
    // Its time goes on where it was: what was accepted for a while is overdue as if it had never been.
    ['accepted', TRACKED, null, 'returned', 'keep'],
    ['false_positive', TRACKED, null, 'returned', 'keep'],
    ['accepted', GONE, 'accepted', 'fixed', 'keep'],
    ['accepted', SUPPRESSED, 'accepted', 'suppressed', 'keep'],
    ['suppressed', TRACKED, 'accepted', 'unsuppressed', 'keep'],
    ['fixed', TRACKED, 'accepted', 'reopened', 'restart'],
    ['fixed', GONE, 'accepted', null, 'keep'],
    ['branch', TRACKED, 'false_positive', 'introduced', 'restart'],
    [null, TRACKED, 'false_positive', 'introduced', 'restart'],
    ['branch', GONE, 'false_positive', null, 'keep'],
  ] as const)('takes %s by %j, decided %s, event %s, clock %s', (current, seen, decided, event, clock) => {
    const state = {
      open: decided ?? 'open',
      suppressed: 'suppressed',
      gone: current === 'branch' ? 'branch' : 'fixed',
    };
    const expected = seen === TRACKED ? state.open : seen === SUPPRESSED ? state.suppressed : state.gone;
    expect(nextState(current, seen, decided)).toEqual({ state: expected, event, clock });
  });

  it('does nothing the second time', () => {
    for (const current of [null, ...FINDING_STATES]) {
      for (const seen of [TRACKED, SUPPRESSED, GONE]) {
        for (const decided of [null, ...DECISIONS]) {
          expect(nextState(nextState(current, seen, decided).state, seen, decided).event).toBeNull();
        }
      }
    }
  });
});
