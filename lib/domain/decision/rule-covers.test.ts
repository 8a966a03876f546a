import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORIES, SEVERITIES, STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import type { RuleConditions, RuledFinding } from './exception-rule.ts';
import { isNarrow, ruleCovers, ruleHasRepository } from './rule-covers.ts';
import { ruleWords } from './rule-words.ts';

const NOTHING: RuleConditions = {
  ...{ scanners: [], rules: [], categories: [], paths: [], packages: [], severityAtMost: null },
  ...{ repositories: [], teams: [], labels: [] },
};
const rule = (conditions: Partial<RuleConditions>): RuleConditions => ({ ...NOTHING, ...conditions });

const FINDING: RuledFinding = {
  ...{ scanner: 'semgrep', ruleId: 'python.eval', category: 'sast', packageName: null },
  ...{ severity: 'medium', paths: ['test/a.py'] },
};

describe('what a rule is about', () => {
  it.each<[Partial<RuleConditions>, Partial<RuledFinding>, boolean]>([
    [{}, {}, true],
    [{ scanners: ['trivy', 'semgrep'] }, {}, true],
    [{ scanners: ['trivy'] }, {}, false],
    [{ rules: ['python.*'] }, {}, true],
    [{ rules: ['python'] }, {}, false],
    [{ categories: ['iac'] }, {}, false],
    [{ packages: ['lodash'] }, { packageName: 'lodash' }, true],
    [{ packages: ['*'] }, { packageName: null }, false],
    [{ severityAtMost: 'medium' }, {}, true],
    [{ severityAtMost: 'low' }, {}, false],
    [{ severityAtMost: 'medium' }, { severity: 'unknown' }, true],
    [{ severityAtMost: 'low' }, { severity: 'unknown' }, false],
    [{ paths: ['test/'] }, {}, true],
    [{ paths: ['src/', 'test/'] }, { paths: ['test/a.py', 'src/b.py'] }, true],
    // In one more file that the rule is not about: an exception would hide that too.
    [{ paths: ['test/'] }, { paths: ['test/a.py', 'src/b.py'] }, false],
    [{ paths: ['**'] }, { paths: [] }, false],
    [{ paths: ['test/'] }, { paths: null }, false],
    [{ scanners: ['semgrep'], rules: ['other'] }, {}, false],
  ])('%j of %j: %s', (conditions, finding, covers) => {
    expect(ruleCovers(rule(conditions), { ...FINDING, ...finding })).toBe(covers);
  });

  it.each<[Partial<RuleConditions>, boolean]>([
    [{}, true],
    [{ repositories: ['acme/*'] }, true],
    [{ repositories: ['acme/api'] }, false],
    [{ teams: ['web'] }, true],
    [{ teams: ['data'] }, false],
    [{ labels: ['pci', 'tier-1'] }, true],
    [{ repositories: ['acme/*'], labels: ['pci'] }, false],
  ])('%j has acme/web: %s', (conditions, has) => {
    const place = { fullName: 'acme/web', teams: ['web'], labels: ['tier-1'] };
    expect(ruleHasRepository(rule(conditions), place)).toBe(has);
  });

  it('is never more when a condition is added', () => {
    const some = <T>(...values: T[]) => fc.subarray(values);
    const conditions = fc.record({
      scanners: some('semgrep', 'trivy'),
      rules: some('python.*', 'js.*'),
      categories: some(...CATEGORIES.slice(0, 3)),
      paths: some('test/', '*.py'),
      packages: some('lodash', 'x*'),
      severityAtMost: fc.option(fc.constantFrom(...STATED_SEVERITIES)),
    });
    const finding = fc.record({
      scanner: fc.constantFrom('semgrep', 'trivy', 'zap'),
      ruleId: fc.constantFrom('python.eval', 'js.eval', 'other'),
      category: fc.constantFrom(...CATEGORIES.slice(0, 4)),
      packageName: fc.constantFrom(null, 'lodash', 'xml', 'other'),
      severity: fc.constantFrom(...SEVERITIES),
      paths: fc.option(some('test/a.py', 'src/a.py', 'src/a.js')),
    });
    fc.assert(
      fc.property(conditions, finding, (given, of) => {
        const covers = ruleCovers(rule(given), of);
        const alone = Object.entries(given).map(([name, value]) => ruleCovers(rule({ [name]: value }), of));
        expect(covers).toBe(alone.every(Boolean));
      }),
    );
  });
});

it.each<[Partial<RuleConditions>, boolean]>([
  [{}, false],
  [{ severityAtMost: 'critical' }, false],
  [{ severityAtMost: 'low' }, true],
  [{ paths: ['**'] }, false],
  [{ paths: ['**/*', './'] }, false],
  [{ paths: ['test/', '**'] }, false],
  [{ repositories: ['*'], rules: ['*'] }, false],
  [{ repositories: ['acme/*'] }, true],
  [{ rules: ['*.eval'] }, true],
  [{ labels: ['tier-1'] }, true],
])('%j is about less than everything: %s', (conditions, narrow) => {
  expect(isNarrow(rule(conditions))).toBe(narrow);
});

it('a rule is told in words', () => {
  expect(ruleWords(rule({ rules: ['a', 'b'], paths: ['test/'], severityAtMost: 'low', teams: ['web'] }))).toEqual([
    'rule a or b',
    'in test/',
    'severity at most low',
    'team web',
  ]);
});
