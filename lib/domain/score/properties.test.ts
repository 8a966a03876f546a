import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exploit } from '#lib/domain/finding/exploit.ts';
import { CATEGORIES, CONFIDENCES, STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';
import { SCORE_CATEGORIES, scoreCategoryOf } from './category.ts';
import { type ActionLoad, type CategoryMeasure, type ScoreInput, score } from './score.ts';
import { EXPLOIT_FACTOR, type FindingGroup, REACHABILITY_FACTOR } from './units.ts';
import { scoreIf } from './what-if.ts';

const CASES = { numRuns: 10_000 };

const group: fc.Arbitrary<FindingGroup> = fc.record({
  count: fc.integer({ min: 1, max: 400 }),
  exploit: fc.constantFrom(...(Object.keys(EXPLOIT_FACTOR) as Exploit[])),
  reachability: fc.constantFrom(...(Object.keys(REACHABILITY_FACTOR) as FindingGroup['reachability'][])),
  confidence: fc.constantFrom(...CONFIDENCES),
  overdue: fc.constantFrom('none' as const, 'overdue' as const, 'twice' as const),
  accepted: fc.boolean(),
});

/** Some of them with a severity that a person set below what reports state. */
const rated = fc.tuple(group, fc.option(fc.constantFrom(...STATED_SEVERITIES), { nil: null }));

const severities = fc
  .array(fc.tuple(fc.constantFrom(...STATED_SEVERITIES), fc.array(rated, { minLength: 1, maxLength: 2 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((entries) => {
    const loads = entries.map(([severity, groups]) => [severity, groups.map((one) => ratedAt(severity, one))] as const);
    return Object.fromEntries(loads) as ActionLoad['severities'];
  });

function ratedAt(severity: StatedSeverity, [given, from]: [FindingGroup, StatedSeverity | null]): FindingGroup {
  const isLower = from !== null && STATED_SEVERITIES.indexOf(from) < STATED_SEVERITIES.indexOf(severity);
  return isLower ? { ...given, lowered: { from, overdue: given.overdue } } : given;
}

const unnamed = fc.record({ category: fc.constantFrom(...CATEGORIES), severities });
const actions = fc
  .array(unnamed, { maxLength: 6 })
  .map((list) => list.map((action, index): ActionLoad => ({ key: `a${index}`, ...action })));

const age = fc.option(fc.double({ min: 0, max: 400, noNaN: true }), { nil: null });
const categories = fc.tuple(
  ...SCORE_CATEGORIES.map((category) =>
    fc.record({
      category: fc.constant(category),
      targets: fc.record({ expected: fc.nat(5), scanned: fc.nat(6) }),
      ageDays: age,
      exempt: fc.integer({ min: 0, max: 7 }).map((n) => n === 0),
    }),
  ),
);

const uncapped: fc.Arbitrary<ScoreInput> = fc.record({
  now: fc.constant(new Date('2026-03-01T00:00:00Z')),
  categories,
  actions,
  exposure: fc.constantFrom(...EXPOSURES),
  caps: fc.constant({ liveSecret: [], overdueKevPublic: [] }),
  formulaVersion: fc.constant(1 as const),
  policy: fc.constantFrom(
    {},
    { weights: { dependency: 1, sast: 1, secret: 1, pipeline: 1, iac: 1, dast: 1 } },
    { weights: { dependency: 7, sast: 0, secret: 13, pipeline: 11, iac: 3, dast: 40 }, freshDays: 30 },
  ),
});

const holders = fc.integer({ min: 0, max: 3 }).map((n): string[] => (n > 0 ? [] : ['a0', 'a1']));
const inputs = fc
  .record({ base: uncapped, liveSecret: holders, overdueKevPublic: holders })
  .map(({ base, liveSecret, overdueKevPublic }): ScoreInput => withCaps(base, liveSecret, overdueKevPublic));

function withCaps(base: ScoreInput, liveSecret: string[], overdueKevPublic: string[]): ScoreInput {
  const open = (keys: string[]) => keys.filter((key) => base.actions.some((action) => action.key === key));
  return { ...base, caps: { liveSecret: open(liveSecret), overdueKevPublic: open(overdueKevPublic) } };
}

/** An action as it was before anybody accepted a risk or lowered a severity. */
function undecided(action: ActionLoad): ActionLoad {
  const severities: Partial<Record<StatedSeverity, FindingGroup[]>> = {};
  for (const severity of STATED_SEVERITIES) {
    for (const { lowered, ...one } of action.severities[severity] ?? []) {
      const at = lowered?.from ?? severity;
      severities[at] = [...(severities[at] ?? []), { ...one, accepted: false }];
    }
  }
  return { ...action, severities };
}

function without(input: ScoreInput, key: string): ScoreInput {
  const others = (keys: readonly string[]) => keys.filter((each) => each !== key);
  return {
    ...input,
    actions: input.actions.filter((action) => action.key !== key),
    caps: { liveSecret: others(input.caps.liveSecret), overdueKevPublic: others(input.caps.overdueKevPublic) },
  };
}

/** The same with one finding more: in a known action where `into` hits one, else as an action of its own. */
function withFinding(input: ScoreInput, into: number, extra: ActionLoad['severities']): ScoreInput {
  const target = input.actions[into];
  if (target === undefined) {
    return { ...input, actions: [...input.actions, { key: 'more', category: 'dependency', severities: extra }] };
  }
  const merged = { ...target.severities };
  for (const severity of STATED_SEVERITIES) {
    const groups = extra[severity];
    if (groups !== undefined) merged[severity] = [...(merged[severity] ?? []), ...groups];
  }
  return { ...input, actions: input.actions.map((each) => (each === target ? { ...each, severities: merged } : each)) };
}

describe('score keeps its laws whatever is handed in', () => {
  it('stays within 0-100, and the waterfall sums to it exactly, in any order', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const result = score(input);
        expect(result.score >= 0 && result.score <= 100).toBe(true);
        expect(result.shareNotMeasured >= 0 && result.shareNotMeasured <= 100).toBe(true);
        expect(result.scoreWithoutAcceptances <= result.score).toBe(true);
        const points = result.waterfall.map((step) => step.points);
        expect(100 + points.reduce((sum, each) => sum + each, 0)).toBe(result.score);
        expect(points.reduceRight((sum, each) => sum + each, 0) + 100).toBe(result.score);
        for (const step of result.waterfall) {
          expect(step.points <= 0).toBe(true);
          if (step.parts.length > 0) expect(step.parts.reduce((sum, part) => sum + part.points, 0)).toBe(step.points);
        }
      }),
      CASES,
    );
  });

  it('adding a finding never raises, and fixing it never lowers', () => {
    fc.assert(
      fc.property(inputs, fc.nat(8), severities, (input, into, extra) => {
        expect(score(withFinding(input, into, extra)).score <= score(input).score).toBe(true);
      }),
      CASES,
    );
  });

  it('fixing a whole action never lowers', () => {
    fc.assert(
      fc.property(inputs, fc.nat(5), (input, index) => {
        expect(score(without(input, `a${index}`)).score >= score(input).score).toBe(true);
      }),
      CASES,
    );
  });

  it('without acceptances is never above it, and is what it was before somebody lowered severities', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const { score: now, scoreWithoutAcceptances } = score(given);
        expect(scoreWithoutAcceptances).toBeLessThanOrEqual(now);
        const before = score({ ...given, actions: given.actions.map(undecided) }).score;
        expect(scoreWithoutAcceptances).toBe(Math.min(before, now));
      }),
      CASES,
    );
  });

  it('ageing never raises: scans grow old and findings overdue', () => {
    fc.assert(
      fc.property(inputs, fc.double({ min: 0, max: 60, noNaN: true }), (input, days) => {
        const older = (measure: CategoryMeasure): CategoryMeasure => ({
          ...measure,
          ageDays: measure.ageDays === null ? null : measure.ageDays + days,
        });
        const later = { ...input, categories: input.categories.map(older), actions: input.actions.map(moreOverdue) };
        expect(score(later).score <= score(input).score).toBe(true);
      }),
      CASES,
    );
  });

  it("a category's first scan never lowers it, whatever it finds", () => {
    const scan = fc.record({ scanned: fc.integer({ min: 1, max: 6 }), ageDays: fc.nat(60) });
    fc.assert(
      fc.property(uncapped, fc.constantFrom(...SCORE_CATEGORIES), scan, (found, category, { scanned, ageDays }) => {
        const measures = (change: (measure: CategoryMeasure) => CategoryMeasure) =>
          found.categories.map((measure) => (measure.category === category ? change(measure) : measure));
        const before: ScoreInput = {
          ...found,
          categories: measures((measure) => ({ ...measure, ageDays: null, exempt: false })),
          actions: found.actions.filter((action) => scoreCategoryOf(action.category) !== category),
        };
        const first = (measure: CategoryMeasure) => ({
          ...measure,
          targets: { ...measure.targets, scanned },
          ageDays,
          exempt: false,
        });
        expect(score({ ...found, categories: measures(first) }).score >= score(before).score).toBe(true);
      }),
      CASES,
    );
  });

  it('closing a whole action in a measured, uncapped category always moves it', () => {
    fc.assert(
      fc.property(uncapped, fc.nat(5), (input, index) => {
        const action = input.actions[index % Math.max(1, input.actions.length)];
        fc.pre(action !== undefined && Object.keys(action.severities).some((severity) => severity !== 'info'));
        const result = score(input);
        const measure = result.categories.find(({ category }) => category === scoreCategoryOf(action.category));
        fc.pre(measure !== undefined && measure.weight * measure.confidence > 0);
        expect(result.gains.get(action.key)).toBeGreaterThan(0);
      }),
      CASES,
    );
  });

  it('closing a whole action moves it by the gain that was promised, caps included', () => {
    fc.assert(
      fc.property(inputs, fc.nat(5), (input, index) => {
        const action = input.actions[index % Math.max(1, input.actions.length)];
        fc.pre(action !== undefined);
        const before = score(input);
        const moved = score(without(input, action.key)).score - before.score;
        expect(moved).toBeCloseTo(before.gains.get(action.key) ?? Number.NaN, 9);
      }),
      CASES,
    );
  });

  it('does not depend on the order of categories, actions and findings', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const turned = (action: ActionLoad): ActionLoad => ({
          ...action,
          severities: Object.fromEntries(
            Object.entries(action.severities)
              .reverse()
              .map(([severity, groups]) => [severity, [...groups].reverse()]),
          ),
        });
        const other = score({
          ...input,
          categories: [...input.categories].reverse(),
          actions: [...input.actions].reverse().map(turned),
        });
        const one = score(input);
        expect(other.score).toBe(one.score);
        expect(other.waterfall).toEqual(one.waterfall);
        for (const [key, gain] of one.gains) expect(other.gains.get(key)).toBe(gain);
      }),
      CASES,
    );
  });

  it('is what is told in advance of closing some actions and measuring some categories', () => {
    const some = fc.record({
      closed: fc.array(fc.nat(5), { maxLength: 6 }),
      measured: fc.subarray([...SCORE_CATEGORIES]),
    });
    fc.assert(
      fc.property(inputs, some, (input, { closed, measured }) => {
        const keys = [...new Set(closed.map((index) => `a${index}`))];
        const rest = keys.reduce(without, input);
        const done = { ...rest, categories: rest.categories.map((each) => measuredAnew(each, measured)) };
        const caps = {
          liveSecret: rest.caps.liveSecret.length > 0,
          overdueKevPublic: rest.caps.overdueKevPublic.length > 0,
        };
        const chosen = input.actions.filter(({ key }) => keys.includes(key));
        expect(scoreIf(score(input).state, input.exposure, { closed: chosen, measured, caps })).toBe(score(done).score);
      }),
      CASES,
    );
  });
});

function moreOverdue(action: ActionLoad): ActionLoad {
  const next = { none: 'overdue', overdue: 'twice', twice: 'twice' } as const;
  const aged = Object.entries(action.severities).map(([severity, groups]) => [
    severity,
    groups.map((each) => ({ ...each, overdue: next[each.overdue] })),
  ]);
  return { ...action, severities: Object.fromEntries(aged) };
}

function measuredAnew(measure: CategoryMeasure, measured: readonly string[]): CategoryMeasure {
  const { targets, category } = measure;
  if (!measured.includes(category)) return measure;
  return { ...measure, targets: { ...targets, scanned: targets.expected }, ageDays: 0 };
}
