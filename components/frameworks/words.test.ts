import { describe, expect, it } from 'vitest';
import type { FrameworkCheck, FrameworkView } from '#lib/contracts/framework.ts';
import { FRAMEWORK_IDS } from '#lib/domain/framework/framework.ts';
import { CONTROL_STATES } from '#lib/domain/framework/judge-control.ts';
import { FRAMEWORK_ORDER, readFrameworkFilters, STATE_ORDER } from './filters.ts';
import { checksSentence, evidenceWords, frameworkSentence, placesSentence } from './words.ts';

const check = (more: Partial<FrameworkCheck>): FrameworkCheck => ({
  ...{ id: 'privilege:x', kind: 'privilege', title: 'x', state: 'pass', pass: 0, fail: 0, unknown: 0 },
  ...{ open: null, accepted: null, missing: null, url: '/' },
  ...more,
});

describe('the words of frameworks', () => {
  it('of a framework say how many of its controls hold, and over what', () => {
    const totals = { pass: 1, fail: 1, unknown: 7, not_applicable: 1 };
    const looked = { repositories: 212, without_pipelines: 3, systems: 1 };
    expect(frameworkSentence({ totals, looked } as FrameworkView)).toBe(
      '1 of 10 controls fails, 7 are unknown, 1 passes. Judged over 212 repositories and 1 system. Of 3 no file of a pipeline was delivered.',
    );
  });

  it.each([
    [[], 'nothing that is delivered speaks of it'],
    [[check({ state: 'fail' }), check({}), check({ state: 'unknown' })], '1 of 3 checks fails'],
    [[check({}), check({ state: 'unknown' })], '1 of 2 checks is unknown'],
    [[check({}), check({ state: 'not_applicable' })], '1 of 2 checks passes'],
    [[check({ state: 'not_applicable' })], '1 check, none applies'],
  ])('of checks say the worst first: %#', (checks, words) => {
    expect(checksSentence(checks)).toBe(words);
  });

  it('of a check say where it looked, and what its evidence is', () => {
    expect(placesSentence(check({ fail: 1, pass: 12, unknown: 2 }))).toBe('1 fails, 12 pass, 2 unknown');
    expect(placesSentence(check({}))).toBe('nothing to look at');
    expect(evidenceWords(check({ open: 3, state: 'fail' }))).toBe('3 open findings');
    expect(evidenceWords(check({ kind: 'scan' }))).toBe('coverage');
  });
});

it('all frameworks and states can be chosen, and what is none is not', () => {
  expect([...FRAMEWORK_ORDER].sort()).toEqual([...FRAMEWORK_IDS].sort());
  expect(STATE_ORDER).toEqual(CONTROL_STATES);
  const read = (given: Record<string, string>) => readFrameworkFilters((name) => given[name] ?? null);
  expect(read({ framework: 'cis', state: 'fail', control: '1.3.8' })).toEqual({
    ...{ framework: 'cis', state: 'fail', control: '1.3.8' },
  });
  expect(read({ framework: 'x', state: 'x', control: '<b>' })).toEqual({
    ...{ framework: 'owasp', state: null, control: null },
  });
});
