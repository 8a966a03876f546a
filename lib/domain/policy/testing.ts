import fc from 'fast-check';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { CATEGORIES, SEVERITIES } from '#lib/domain/finding/finding.ts';
import type { CountedFindings, FactGroup, GateFacts, GatePlace } from './gate-facts.ts';
import { type PolicyRule, policyRule } from './schema.ts';

/** A pull request's branch of an ordinary repository. */
export const BRANCH: GatePlace = {
  repository: 'acme/web',
  criticality: 'normal',
  exposure: 'internal',
  labels: ['pci'],
  ref: 'refs/pull/7/merge',
  role: 'branch',
  pipelines: ['ci'],
};

export const group = (facts: Partial<FactGroup> = {}): FactGroup => ({
  ...{ severity: 'high', category: 'sast', exploit: 'none', live: false, fixable: true, accepted: false, count: 1 },
  ...facts,
});

export const counted = (...groups: FactGroup[]): CountedFindings => ({ groups, unknown: null });

export const factsOf = (facts: Partial<GateFacts> = {}): GateFacts => ({
  ...{ introduced: counted(), total: null, scanned: null, feeds: { kev: true, epss: true } },
  ...facts,
});

/** A rule as a document writes it, with its defaults. */
export const ruleOf = (rule: object): PolicyRule => policyRule.parse({ id: 'a-rule', ...rule });

const anyGroup: fc.Arbitrary<FactGroup> = fc.record({
  severity: fc.constantFrom(...SEVERITIES),
  category: fc.constantFrom(...CATEGORIES),
  exploit: fc.constantFrom(...EXPLOITS),
  live: fc.boolean(),
  fixable: fc.boolean(),
  accepted: fc.boolean(),
  count: fc.integer({ min: 1, max: 5 }),
});

const anyCounted: fc.Arbitrary<CountedFindings> = fc.record({
  groups: fc.array(anyGroup, { maxLength: 6 }),
  unknown: fc.option(fc.constant('Nothing to compare with.'), { freq: 4 }),
});

export const anyFacts: fc.Arbitrary<GateFacts> = fc.record({
  introduced: anyCounted,
  total: fc.option(anyCounted),
  scanned: fc.option(
    fc.array(
      fc.record({
        category: fc.constantFrom(...CATEGORIES),
        scanner: fc.constant('trivy'),
        at: fc.integer({ min: 0, max: 20 }).map((days) => new Date(Date.UTC(2026, 0, 31 - days)).toISOString()),
        thisCommit: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
  ),
  feeds: fc.record({ kev: fc.boolean(), epss: fc.boolean() }),
});

const of = <T>(...values: T[]) => fc.constantFrom(...values);
const base = { id: of('a-rule'), mode: of('fail', 'warn', 'off'), on_unknown: of('fail', 'warn', 'pass') };
const findings = { findings: of('introduced', 'total'), accepted: of('ignore', 'count') };
const some = fc.option(fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1, maxLength: 3 }), {
  nil: undefined,
  freq: 2,
});
const limit = fc.integer({ min: 0, max: 4 });
const fixable = of('any', 'only');

/** Any rule of any kind, as a document may write it. */
export const anyRule: fc.Arbitrary<PolicyRule> = fc
  .oneof(
    fc.record({
      ...{ ...base, ...findings, kind: of('severity'), categories: some, fixable },
      max: fc.dictionary(of('critical', 'high', 'medium', 'low', 'info'), limit, { minKeys: 1, maxKeys: 2 }),
    }),
    fc.record({
      ...{ ...base, ...findings, kind: of('exploit'), categories: some, fixable, max: limit },
      at_least: of('kev', 'epss50', 'epss10', 'epss1'),
    }),
    fc.record({ ...base, ...findings, kind: of('secret'), which: of('any', 'live'), max: limit }),
    fc.record({ ...base, kind: of('exception'), findings: findings.findings, categories: some, max: limit }),
    fc.record({
      ...{ ...base, kind: of('scanner'), max_age: of('24h', '7d', '2w'), this_commit: fc.boolean() },
      categories: fc.uniqueArray(fc.constantFrom(...CATEGORIES), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ ...base, kind: of('provenance') }),
  )
  .map((rule) => policyRule.parse(rule));
