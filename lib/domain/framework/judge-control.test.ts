import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '#lib/domain/pipeline/rules.ts';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { type Control, checkId } from './framework.ts';
import { FRAMEWORKS } from './frameworks.ts';
import { type CheckCounts, judgeControl, totalsOf } from './judge-control.ts';

const control = (...rules: string[]): Control => ({
  ...{ id: 'c', title: 'c', part: null, page: null },
  checks: rules.map((rule) => ({ kind: 'privilege', rule, title: rule })),
});
const none = { pass: 0, fail: 0, unknown: 0 };

describe('a control', () => {
  it.each<[CheckCounts[], string]>([
    [[{ ...none, pass: 3 }], 'pass'],
    [[{ ...none, pass: 3 }, none], 'pass'],
    [[none, none], 'not_applicable'],
    [[{ ...none, pass: 3, unknown: 1 }], 'unknown'],
    [[{ ...none, pass: 3, unknown: 1, fail: 1 }], 'fail'],
    [
      [
        { ...none, pass: 3 },
        { ...none, fail: 1 },
      ],
      'fail',
    ],
    [[], 'unknown'],
  ])('%j: %s', (counts, state) => {
    const named = counts.map((_, index) => `r${index}`);
    const given = new Map(counts.map((each, index) => [`privilege:r${index}`, each]));
    expect(judgeControl(control(...named), given).state).toBe(state);
  });

  it('is unknown where nobody counted, never passes with anything unknown, and always shows a failure', () => {
    const count = fc.record({ pass: fc.nat(2), fail: fc.nat(1), unknown: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(fc.option(count), { maxLength: 4 }), (given) => {
        const names = given.map((_, index) => `r${index}`);
        const counts = new Map(
          given.flatMap((each, index) => (each === null ? [] : [[`privilege:r${index}`, each] as const])),
        );
        const { state } = judgeControl(control(...names), counts);
        if (given.some((each) => each !== null && each.fail > 0)) expect(state).toBe('fail');
        if (given.some((each) => each === null || each.unknown > 0)) expect(['fail', 'unknown']).toContain(state);
        if (state === 'pass') expect(given.some((each) => each !== null && each.pass > 0)).toBe(true);
      }),
    );
  });
});

describe('the frameworks', () => {
  const all = FRAMEWORKS.flatMap(({ controls }) => controls);

  it('have every rule of ours where the rule itself says so', () => {
    for (const { id, references } of PRIVILEGE_RULES) {
      const named = FRAMEWORKS.flatMap(({ controls }) =>
        controls.filter(({ checks }) => checks.some((check) => checkId(check) === `privilege:${id}`)),
      ).map((each) => each.id);
      for (const number of references.cicdSec) expect(named).toContain(`CICD-SEC-${number}`);
      for (const each of references.cis) expect(named).toContain(each);
      if (references.slsa.length > 0) expect(named.some((name) => /^(?:Source|Build) L\d$/.test(name))).toBe(true);
    }
    for (const { id, controls } of RULES) {
      const named = all.filter(({ checks }) => checks.some((check) => checkId(check) === `pipeline:${id}`));
      expect(named.length, id).toBeGreaterThanOrEqual(controls.length);
    }
  });

  it('name each control once, with a title, and each check of a control once', () => {
    for (const { id, controls } of FRAMEWORKS) {
      expect(new Set(controls.map((each) => each.id)).size, id).toBe(controls.length);
      for (const each of controls) {
        expect(each.title, each.id).toMatch(/\w{3}/);
        expect(new Set(each.checks.map(checkId)).size).toBe(each.checks.length);
      }
    }
    expect(FRAMEWORKS[0]?.controls.map(({ id }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `CICD-SEC-${index + 1}`),
    );
    expect(FRAMEWORKS[1]?.controls).toHaveLength(8);
  });

  it('ask for nothing that no rule answers', () => {
    const known = new Set([
      ...PRIVILEGE_RULES.flatMap(({ id }) => [`privilege:${id}`, `answered:${id}`]),
      ...[...RULES.map(({ id }) => id), 'provenance'].map((id) => `pipeline:${id}`),
    ]);
    const asked = all.flatMap(({ checks }) => checks).filter(({ kind }) => kind !== 'scan' && kind !== 'gate');
    for (const check of asked) expect(known).toContain(checkId(check));
  });

  it('a level of SLSA needs all below it', () => {
    const slsa = FRAMEWORKS.find(({ id }) => id === 'slsa')?.controls ?? [];
    const [l2, l3] = ['Build L2', 'Build L3'].map(
      (id) => slsa.find((each) => each.id === id)?.checks.map(checkId) ?? [],
    );
    expect(l3).toEqual(expect.arrayContaining(l2 ?? []));
    expect(l3?.length).toBeGreaterThan(l2?.length ?? 0);
  });

  it('count every control in one state', () => {
    const judged = all.map((each) => judgeControl(each, new Map()));
    const totals = totalsOf(judged);
    expect(totals).toEqual({ fail: 0, unknown: all.length, pass: 0, not_applicable: 0 });
  });
});
