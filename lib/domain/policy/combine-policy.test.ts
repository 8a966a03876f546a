import { describe, expect, it } from 'vitest';
import { combinePolicy } from './combine-policy.ts';
import { overrideDocument, policyDocument } from './schema.ts';

const limit = (id: string, high: number, more: object = {}) => ({ id, kind: 'severity', max: { high }, ...more });
const policy = policyDocument.parse({
  version: 1,
  rules: [limit('a', 3), limit('b', 3), limit('c', 3)],
  overrides: { allow: ['b'] },
});
const combine = (...rules: object[]) => combinePolicy(policy, overrideDocument.parse({ version: 1, rules }));

describe('a repository', () => {
  it('may be stricter, and laxer only where the organization allows it', () => {
    const { rules, refused } = combine(limit('a', 1), limit('b', 9), limit('c', 9));
    expect(rules.map((rule) => [rule.id, rule.kind === 'severity' ? rule.max.high : null])).toEqual([
      ['a', 1],
      ['b', 9],
      ['c', 3],
    ]);
    expect(refused).toEqual(['c']);
  });

  it('may switch a rule off only where that is allowed', () => {
    expect(combine(limit('b', 0, { mode: 'off' })).refused).toEqual([]);
    expect(combine(limit('a', 0, { mode: 'off' })).refused).toEqual(['a']);
    expect(combine(limit('a', 0, { mode: 'warn' })).refused).toEqual(['a']);
    expect(combine(limit('a', 3, { when: { refs: ['main'] } })).refused).toEqual(['a']);
    expect(combine({ id: 'a', kind: 'secret' }).refused).toEqual(['a']);
  });

  it('may not raise the limit of any kind', () => {
    for (const kind of ['exploit', 'secret', 'exception'] as const) {
      const of = (max: number) => ({ id: 'limited', kind, max });
      const given = policyDocument.parse({ version: 1, rules: [of(2)] });
      const refused = (max: number) =>
        combinePolicy(given, overrideDocument.parse({ version: 1, rules: [of(max)] })).refused;
      expect([refused(1), refused(2), refused(3)]).toEqual([[], [], ['limited']]);
    }
  });

  it('may add rules', () => {
    const { rules, refused } = combine({ id: 'own', kind: 'secret' });
    expect(rules.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'own']);
    expect(refused).toEqual([]);
  });
});
