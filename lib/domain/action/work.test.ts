import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Assignee, changeWork, closingEvent, NO_WORK, seenStill, type Work, type WorkChange } from './work.ts';

const START = new Date('2026-03-02T09:00:00Z').getTime();
const at = (minutes: number) => new Date(START + minutes * 60_000);
const ana: Assignee = { kind: 'person', id: 1 };
const bob: Assignee = { kind: 'person', id: 2 };
const team: Assignee = { kind: 'team', id: 1 };

const anybody = fc.constantFrom(ana, bob, team);
const wish: fc.Arbitrary<WorkChange> = fc.oneof(
  anybody.map((assignee) => ({ change: 'claim' as const, for: assignee })),
  fc.constant({ change: 'release' as const }),
  fc.option(anybody).map((to) => ({ change: 'assign' as const, to })),
  fc.option(anybody).map((by) => ({ change: 'say_fixed' as const, by })),
  fc.constant({ change: 'not_fixed' as const }),
  fc.option(fc.constant({ at: at(9000), reason: 'release' })).map((due) => ({ change: 'set_due' as const, due })),
);
/** What happens, a minute apart; a report may be taken before it arrives. */
const step = fc.oneof(
  { weight: 3, arbitrary: wish.map((change) => ({ wish: change })) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 }).map((minutesAgo) => ({ minutesAgo })) },
);

describe('work on an action', () => {
  it('stays whole whatever happens: only who says so makes it await, and only a later report brings it back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let work: Work = NO_WORK;
        for (const [minute, one] of steps.entries()) {
          const before = work;
          if ('wish' in one) {
            const result = changeWork(work, one.wish, at(minute));
            if (typeof result === 'string') continue;
            work = result.work;
            if (before.stage !== 'awaiting' && work.stage === 'awaiting') expect(result.event).toBe('said_fixed');
            // Nobody takes what is another's by claiming it.
            if (one.wish.change === 'claim' && before.assignee !== null) expect(work.assignee).toEqual(before.assignee);
          } else {
            const takenAt = at(minute - one.minutesAgo);
            const result = seenStill(work, { upload: 7, takenAt });
            const isLater = before.stage === 'awaiting' && before.saidAt !== null && takenAt > before.saidAt;
            expect(result !== null).toBe(isLater);
            if (result !== null) work = result.work;
            if (isLater) expect(work).toMatchObject({ backUpload: 7, assignee: before.assignee, due: before.due });
          }
          expect(work.saidAt !== null).toBe(work.stage === 'awaiting');
          if (work.stage === 'claimed') expect(work.assignee).not.toBeNull();
          if (work.stage === 'awaiting') expect(work.backUpload).toBeNull();
        }
      }),
      { numRuns: 2000 },
    );
  });

  const worked = (...wishes: WorkChange[]): Work =>
    wishes.reduce<Work>((work, one, index) => {
      const result = changeWork(work, one, at(index));
      return typeof result === 'string' ? work : result.work;
    }, NO_WORK);

  it('is refused to a second person, who is told that it is taken', () => {
    const hers = worked({ change: 'claim', for: ana });
    expect(changeWork(hers, { change: 'claim', for: bob }, at(1))).toBe('taken');
    expect(changeWork(hers, { change: 'claim', for: ana }, at(1))).toBe('same');
    expect(changeWork(worked({ change: 'assign', to: ana }), { change: 'claim', for: bob }, at(1))).toBe('taken');
  });

  it('is begun by nobody when it is given to somebody else, and keeps who says that it is fixed', () => {
    const given = worked({ change: 'claim', for: ana }, { change: 'assign', to: bob });
    expect(given).toMatchObject({ stage: 'open', assignee: bob, claimedAt: null });
    const said = worked({ change: 'say_fixed', by: ana }, { change: 'assign', to: null });
    expect(said).toMatchObject({ stage: 'awaiting', assignee: null });
  });

  it('is verified only by a scan, and only where somebody worked', () => {
    const stages = [NO_WORK, worked({ change: 'claim', for: ana }), worked({ change: 'say_fixed', by: ana })];
    expect(stages.map((work) => closingEvent(work, 7))).toEqual(['closed', 'verified', 'verified']);
    expect(stages.map((work) => closingEvent(work, 0))).toEqual(['closed', 'closed', 'closed']);
  });
});
