import { describe, expect, it } from 'vitest';
import { knownExample } from './examples.ts';
import { firstState, type SightedFacts, settleFinding } from './settle-finding.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const seen = (facts: Partial<SightedFacts> = {}): SightedFacts => ({
  number: 1,
  tracked: true,
  suppressed: false,
  severity: 3,
  ...facts,
});

describe('settleFinding', () => {
  it('changes nothing of what is seen as before', () => {
    expect(settleFinding(knownExample({ number: 1, key: 'a' }), seen(), NOW)).toBeNull();
    expect(settleFinding(knownExample({ number: 1, key: 'a', state: 'fixed' }), null, NOW)).toBeNull();
  });

  it('leaves a finding that nobody sees any more the severity it had', () => {
    const fixed = settleFinding(knownExample({ number: 1, key: 'a', severity: 4 }), null, NOW);
    expect(fixed).toEqual({
      number: 1,
      state: 'fixed',
      severity: 4,
      openedAt: null,
      fixedAt: NOW,
      reopened: 0,
      events: [{ number: 1, kind: 'fixed', detail: null }],
    });
  });

  it('takes the severity of what is seen, up or down, and says from what to what', () => {
    const settled = settleFinding(knownExample({ number: 1, key: 'a', severity: 4 }), seen({ severity: 0 }), NOW);
    expect(settled).toMatchObject({ state: 'open', severity: 0, openedAt: null, fixedAt: null });
    expect(settled?.events).toEqual([
      { number: 1, kind: 'severity_changed', detail: { from: 'critical', to: 'info' } },
    ]);
  });

  it('starts the clock anew when it opens again, and counts that', () => {
    const settled = settleFinding(knownExample({ number: 1, key: 'a', state: 'fixed' }), seen(), NOW);
    expect(settled).toMatchObject({ state: 'open', openedAt: NOW, fixedAt: null, reopened: 1 });
    expect(settled?.events.map((event) => event.kind)).toEqual(['reopened']);
  });
});

describe('firstState', () => {
  it('is introduced on a tracked ref, suppressed where the scanner says so, and only seen on a branch', () => {
    const main = { tracked: true, ref: 'main' };
    const branch = { tracked: false, ref: 'feature' };
    expect(firstState(main, false)).toEqual({ state: 'open', event: { kind: 'introduced', detail: null } });
    expect(firstState(main, true)).toEqual({ state: 'suppressed', event: { kind: 'suppressed', detail: null } });
    for (const suppressed of [true, false]) {
      const event = { kind: 'seen_on_branch', detail: { ref: 'feature' } };
      expect(firstState(branch, suppressed)).toEqual({ state: 'branch', event });
    }
  });
});
