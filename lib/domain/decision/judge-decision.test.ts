import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DECISIONS } from '#lib/domain/finding/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import { DEFAULT_EXCEPTION_POLICY, EXCEPTION_STATES, type ExceptionPolicy } from './exception.ts';
import { DECISION_ACTS, type Decidable, firstExceptionState, judgeDecision } from './judge-decision.ts';
import { judgeExpiry, latestExpiry } from './judge-expiry.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const FOUR: ExceptionPolicy = { ...DEFAULT_EXCEPTION_POLICY, fourEyes: true };

const requested: Decidable = {
  state: 'requested',
  requestedBy: 7,
  ...{ decidedByName: null, decidedAt: null, endedByName: null, endedAt: null },
};
const ana = { personId: 8, mayDecide: true };
const asker = { personId: 7, mayDecide: true };

describe('a decision', () => {
  it('begins in force only for who may decide where one person is enough', () => {
    expect(firstExceptionState(ana, DEFAULT_EXCEPTION_POLICY)).toBe('in_force');
    expect(firstExceptionState(ana, FOUR)).toBe('requested');
    expect(firstExceptionState({ ...ana, mayDecide: false }, DEFAULT_EXCEPTION_POLICY)).toBe('requested');
  });

  it('of two people is refused to who asked, and to a token of nobody', () => {
    for (const act of ['approve', 'extend'] as const) {
      const exception: Decidable = act === 'extend' ? { ...requested, state: 'in_force' } : requested;
      expect(judgeDecision(act, exception, asker, FOUR)).toMatchObject({ code: 'forbidden' });
      expect(judgeDecision(act, exception, { ...asker, personId: null }, FOUR)).toMatchObject({ code: 'forbidden' });
      expect(judgeDecision(act, exception, ana, FOUR)).toBeNull();
      expect(judgeDecision(act, exception, asker, DEFAULT_EXCEPTION_POLICY)).toBeNull();
    }
    // A token that the command line made asked: it is nobody, and so is another one.
    const byNobody = { ...requested, requestedBy: null };
    expect(judgeDecision('approve', byNobody, { ...ana, personId: null }, FOUR)).toMatchObject({ code: 'forbidden' });
    expect(judgeDecision('withdraw', byNobody, { personId: null, mayDecide: false }, FOUR)?.code).toBe('forbidden');
  });

  it('that came second says what the first one was', () => {
    const first: Decidable = { ...requested, state: 'in_force', decidedByName: 'Ana', decidedAt: NOW };
    expect(judgeDecision('refuse', first, ana, FOUR)).toEqual({
      code: 'conflict',
      sentence: 'This exception was approved by Ana on 2026-03-02 and is in force. Nothing was changed.',
    });
  });

  it('is withdrawn by who asked or who decides, and by nobody else', () => {
    expect(judgeDecision('withdraw', requested, { personId: 7, mayDecide: false }, FOUR)).toBeNull();
    expect(judgeDecision('withdraw', requested, ana, FOUR)).toBeNull();
    expect(judgeDecision('withdraw', requested, { personId: 9, mayDecide: false }, FOUR)?.code).toBe('forbidden');
  });

  it('is made once: nothing can be done to what ended', () => {
    const ended = fc.constantFrom(...EXCEPTION_STATES.filter((state) => state !== 'requested' && state !== 'in_force'));
    fc.assert(
      fc.property(ended, fc.constantFrom(...DECISION_ACTS), fc.boolean(), (state, act, fourEyes) => {
        const exception = { ...requested, state };
        expect(judgeDecision(act, exception, ana, { ...FOUR, fourEyes })).toMatchObject({ code: 'conflict' });
      }),
    );
  });
});

describe('an expiry', () => {
  const policy = fc.record({
    fourEyes: fc.boolean(),
    acceptedDays: fc.integer({ min: 1, max: 3650 }),
    falsePositiveDays: fc.option(fc.integer({ min: 1, max: 3650 })),
  });

  it('is allowed until the latest one, and neither after it nor in the past', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DECISIONS), policy, (kind, given) => {
        const latest = latestExpiry(kind, given, NOW);
        expect(judgeExpiry(kind, NOW, given, NOW)).toContain('future');
        if (latest === null) {
          expect(judgeExpiry(kind, null, given, NOW)).toBeNull();
          expect(judgeExpiry(kind, addDays(NOW, 9999), given, NOW)).toBeNull();
          return;
        }
        expect(judgeExpiry(kind, null, given, NOW)).toContain('days');
        expect(judgeExpiry(kind, latest, given, NOW)).toBeNull();
        expect(judgeExpiry(kind, new Date(latest.getTime() + 1), given, NOW)).toContain('days');
      }),
    );
  });
});
