import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILTIN_POLICY } from './builtin-policy.ts';
import { groupFacts } from './gate-facts.ts';
import { isAsStrict } from './is-as-strict.ts';
import { asksFor, judge } from './judge.ts';
import { type PolicyRule, policyRule } from './schema.ts';
import { anyFacts, anyRule, BRANCH, counted, factsOf, group, ruleOf } from './testing.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
const WORSE = ['pass', 'warn', 'fail'];
const verdict = (rule: PolicyRule, facts = factsOf(), place = BRANCH) => judge([rule], place, facts, NOW).verdicts[0];
const builtin = (facts = factsOf()) => judge(BUILTIN_POLICY.rules, BRANCH, facts, NOW);

const kev = group({ category: 'dependency', severity: 'high', exploit: 'kev', fixable: false });

describe('a pull request', () => {
  it('that adds one finding in KEV fails, and one that only inherits it passes', () => {
    expect(builtin(factsOf({ introduced: counted(kev) })).outcome).toBe('fail');
    expect(
      builtin(factsOf({ total: counted(kev, group({ severity: 'critical' }), group({ category: 'secret' })) })).outcome,
    ).toBe('pass');
  });

  it('is told in numbers what is wrong', () => {
    const rule = ruleOf({ kind: 'severity', max: { critical: 0, high: 2 } });
    const groups = [group({ count: 2 }), group({ severity: 'critical' }), group({ severity: 'low' })];
    expect(verdict(rule, factsOf({ introduced: counted(...groups) }))).toMatchObject({
      outcome: 'fail',
      message: '1 critical finding added by this branch; none is allowed.',
      count: 3,
    });
  });
});

describe('a limit', () => {
  const max = (limits: object, ...groups: Parameters<typeof group>[0][]) =>
    verdict(ruleOf({ kind: 'severity', max: limits }), factsOf({ introduced: counted(...groups.map(group)) }))?.outcome;

  it('of a severity counts what is worse too, and unknown as medium', () => {
    expect(max({ high: 0 }, { severity: 'critical' })).toBe('fail');
    expect(max({ high: 0 }, { severity: 'medium' })).toBe('pass');
    expect(max({ medium: 0 }, { severity: 'unknown' })).toBe('fail');
    expect(max({ high: 2 }, { count: 2 })).toBe('pass');
    expect(max({ high: 2 }, { count: 3 })).toBe('fail');
  });

  it('leaves out quality and license, unless it names them', () => {
    expect(max({ info: 0 }, { category: 'quality' }, { category: 'license' })).toBe('pass');
    const named = ruleOf({ kind: 'severity', max: { info: 0 }, categories: ['license'] });
    expect(verdict(named, factsOf({ introduced: counted(group({ category: 'license' })) }))?.outcome).toBe('fail');
  });

  it('counts accepted findings only where it says so, and an exception rule counts nothing else', () => {
    const facts = factsOf({ introduced: counted(group({ accepted: true })) });
    expect(verdict(ruleOf({ kind: 'severity', max: { high: 0 } }), facts)?.outcome).toBe('pass');
    expect(verdict(ruleOf({ kind: 'severity', max: { high: 0 }, accepted: 'count' }), facts)?.outcome).toBe('fail');
    expect(verdict(ruleOf({ kind: 'exception' }), facts)?.outcome).toBe('fail');
    expect(verdict(ruleOf({ kind: 'exception' }), factsOf({ introduced: counted(group()) }))?.outcome).toBe('pass');
  });

  it('of exploitation includes all that is worse', () => {
    const rule = ruleOf({ kind: 'exploit', at_least: 'epss10' });
    const outcome = (exploit: 'kev' | 'epss50' | 'epss1') =>
      verdict(rule, factsOf({ introduced: counted(group({ exploit })) }))?.outcome;
    expect([outcome('kev'), outcome('epss50'), outcome('epss1')]).toEqual(['fail', 'fail', 'pass']);
  });
});

describe('what is not known', () => {
  it('fails unless the rule says otherwise, and what is known to be broken fails all the same', () => {
    const introduced = { groups: [], unknown: 'main has no report of trivy yet.' };
    const rule = (on_unknown?: string) => ruleOf({ kind: 'severity', max: { high: 0 }, on_unknown });
    expect(verdict(rule(), factsOf({ introduced }))).toMatchObject({
      outcome: 'unknown',
      effect: 'fail',
      message: introduced.unknown,
    });
    expect(verdict(rule('warn'), factsOf({ introduced }))).toMatchObject({ outcome: 'unknown', effect: 'warn' });
    expect(verdict(rule('pass'), factsOf({ introduced }))).toMatchObject({ outcome: 'unknown', effect: 'pass' });
    expect(verdict(rule('pass'), factsOf({ introduced: { ...introduced, groups: [group()] } }))?.outcome).toBe('fail');
  });

  it('is provenance, for now', () => {
    expect(verdict(ruleOf({ kind: 'provenance' }))).toMatchObject({ outcome: 'unknown', effect: 'fail' });
  });

  it('is exploitation without feeds, where something could be exploited', () => {
    const feeds = { kev: false, epss: false };
    const rule = ruleOf({ kind: 'exploit' });
    expect(verdict(rule, factsOf({ feeds, introduced: counted(group()) }))?.outcome).toBe('pass');
    expect(verdict(rule, factsOf({ feeds, introduced: counted(group({ category: 'container' })) }))?.outcome).toBe(
      'unknown',
    );
  });

  it('is not exploitation of what the rule leaves out whatever feeds say, and is that of what only EPSS is known of', () => {
    const container = (facts: Parameters<typeof group>[0]) => counted(group({ category: 'container', ...facts }));
    const outcome = (rule: object, facts: Parameters<typeof group>[0], feeds = { kev: false, epss: true }) =>
      verdict(ruleOf({ kind: 'exploit', ...rule }), factsOf({ feeds, introduced: container(facts) }))?.outcome;
    expect(outcome({}, { accepted: true })).toBe('pass');
    expect(outcome({ accepted: 'count' }, { accepted: true })).toBe('unknown');
    expect(outcome({ fixable: 'only' }, { fixable: false })).toBe('pass');
    expect(outcome({ fixable: 'only' }, {})).toBe('unknown');
    expect(outcome({ categories: ['dependency'] }, {})).toBe('pass');
    expect(outcome({ max: 1 }, { exploit: 'malicious' })).toBe('pass');
    expect(outcome({}, { exploit: 'epss10' })).toBe('unknown');
    expect(outcome({ at_least: 'epss10', max: 1 }, { exploit: 'epss10' })).toBe('pass');
    expect(outcome({ at_least: 'epss10' }, {}, { kev: true, epss: false })).toBe('unknown');
    expect(outcome({}, {}, { kev: true, epss: false })).toBe('pass');
  });

  it('is said to be by a sample, where only a sample of the demo says what is exploited', () => {
    const message = (samples: ('kev' | 'epss')[], facts: Parameters<typeof group>[0], rule: object = {}) =>
      verdict(
        ruleOf({ kind: 'exploit', ...rule }),
        factsOf({ feeds: { kev: true, epss: true, samples }, introduced: counted(group(facts)) }),
      )?.message;
    const said = 'What KEV says is a sample of the demo, with invented values.';
    expect(message(['kev', 'epss'], { category: 'dependency', exploit: 'kev' })).toContain(`none is allowed. ${said}`);
    expect(message(['kev'], { category: 'container' })).toContain(`added by this branch. ${said}`);
    expect(message(['kev', 'epss'], { category: 'dependency' }, { at_least: 'epss10' })).toContain(
      'What KEV and EPSS say is a sample of the demo, with invented values.',
    );
    for (const quiet of [
      message(['kev'], {}),
      message(['epss'], { category: 'container' }),
      message([], { exploit: 'kev' }),
    ]) {
      expect(quiet).not.toContain('sample');
    }
    const rule = ruleOf({ kind: 'severity', max: { high: 0 } });
    const facts = factsOf({
      feeds: { kev: true, epss: true, samples: ['kev'] },
      introduced: counted(group({ category: 'container' })),
    });
    expect(verdict(rule, facts)?.message).not.toContain('sample');
  });

  it('is what was not kept', () => {
    expect(verdict(ruleOf({ kind: 'severity', findings: 'total', max: { high: 0 } }))?.outcome).toBe('unknown');
  });
});

describe('a scanner rule', () => {
  const scan = (at: string, thisCommit = true) =>
    ({ category: 'dependency', scanner: 'trivy', at, thisCommit }) as const;
  const rule = ruleOf({ kind: 'scanner', categories: ['dependency'], max_age: '7d' });
  const on = (...scanned: ReturnType<typeof scan>[]) => verdict(rule, factsOf({ scanned }));

  it('wants a young report, and says what to run', () => {
    expect(on(scan('2026-01-24T12:00:00Z'))?.outcome).toBe('pass');
    expect(on(scan('2026-01-24T11:59:59Z'))?.outcome).toBe('fail');
    expect(on(scan('2026-01-19T00:00:00Z'))).toMatchObject({
      message: 'dependency: the last report (trivy) is 12 days old; 7 days is allowed.',
      remedy: ['Run a dependency scanner on refs/pull/7/merge: the last report (trivy) is 12 days old.'],
    });
    expect(on()?.outcome).toBe('fail');
  });

  it('may want one of the commit itself', () => {
    const strict = ruleOf({ kind: 'scanner', categories: ['dependency'], this_commit: true });
    expect(verdict(strict, factsOf({ scanned: [scan(NOW.toISOString(), false)] }))?.outcome).toBe('fail');
  });

  it('waits for the whole run where one report is judged', () => {
    expect(verdict(rule)).toMatchObject({ outcome: 'later', effect: 'pass' });
  });
});

describe('a condition', () => {
  it('leaves a rule out where it does not hold', () => {
    const applies = (when: object, place = BRANCH) =>
      verdict(ruleOf({ kind: 'secret', when }), factsOf(), place) !== undefined;
    expect(applies({ refs: ['@branch'] })).toBe(true);
    expect(applies({ refs: ['@default'] })).toBe(false);
    expect(applies({ refs: ['refs/pull/**'] })).toBe(true);
    expect(applies({ repositories: ['acme/*'] })).toBe(true);
    expect(applies({ repositories: ['other/*'] })).toBe(false);
    expect(applies({ labels: ['p*'], criticality: ['normal'] })).toBe(true);
    expect(applies({ labels: ['pci'], criticality: ['critical'] })).toBe(false);
    expect(applies({ exposure: ['public'] })).toBe(false);
    expect(applies({ pipelines: ['release'] })).toBe(false);
    expect(applies({ refs: ['@tracked'] }, { ...BRANCH, ref: 'v1', role: 'tracked' })).toBe(true);
  });

  it('decides what must be read', () => {
    const rules = [ruleOf({ kind: 'severity', findings: 'total', max: { high: 0 }, when: { refs: ['main'] } })];
    expect(asksFor('total', rules, BRANCH)).toBe(false);
    expect(asksFor('total', rules, { ...BRANCH, ref: 'main' })).toBe(true);
    expect(asksFor('scanned', rules, { ...BRANCH, ref: 'main' })).toBe(false);
  });
});

describe('whatever the facts', () => {
  const effectOf = (rule: PolicyRule, facts: Parameters<typeof judge>[2]) =>
    WORSE.indexOf(judge([rule], BRANCH, facts, NOW).outcome);

  it('a stricter rule never passes what a laxer one stops', () => {
    let compared = 0;
    const facts = fc.array(anyFacts, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyRule, anyRule, fc.nat(), facts, (rule, other, nth, all) => {
        if (rule.kind !== other.kind) return;
        // The other differs in one thing only: nearly always one of the two is as strict as the other.
        const name = Object.keys(other)[nth % Object.keys(other).length] ?? 'mode';
        const than = policyRule.parse({ ...rule, [name]: Reflect.get(other, name) });
        for (const [strict, lax] of [[rule, than] as const, [than, rule] as const]) {
          if (!isAsStrict(strict, lax)) continue;
          compared++;
          for (const one of all) expect(effectOf(strict, one)).toBeGreaterThanOrEqual(effectOf(lax, one));
        }
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it('a rule is as strict as itself', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(isAsStrict(rule, rule)).toBe(true);
      }),
    );
  });

  it('inherited findings change nothing in a rule about introduced ones', () => {
    fc.assert(
      fc.property(anyRule, anyFacts, anyFacts, (rule, facts, others) => {
        if (!('findings' in rule) || rule.findings !== 'introduced') return;
        expect(judge([rule], BRANCH, { ...facts, total: others.total }, NOW)).toEqual(
          judge([rule], BRANCH, facts, NOW),
        );
      }),
    );
  });

  it('what is unknown is no pass, unless the rule says so', () => {
    fc.assert(
      fc.property(anyRule, anyFacts, (rule, facts) => {
        for (const { outcome, effect } of judge([rule], BRANCH, facts, NOW).verdicts) {
          if (outcome === 'unknown' && rule.on_unknown !== 'pass') expect(effect).not.toBe('pass');
        }
        const blind = { ...facts, introduced: { ...facts.introduced, unknown: 'x' }, total: null };
        const judged = judge([rule], BRANCH, blind, NOW).verdicts[0];
        if (judged !== undefined && 'findings' in rule) expect(['unknown', 'fail', 'warn']).toContain(judged.outcome);
      }),
    );
  });

  it('one more finding never makes a gate better', () => {
    fc.assert(
      fc.property(anyRule, anyFacts, anyFacts, (rule, facts, more) => {
        const introduced = { ...facts.introduced, groups: [...facts.introduced.groups, ...more.introduced.groups] };
        expect(effectOf(rule, { ...facts, introduced })).toBeGreaterThanOrEqual(effectOf(rule, facts));
      }),
    );
  });
});

it('findings that are alike to every rule are counted together', () => {
  const { count: _, ...one } = group();
  expect(groupFacts([one, one, { ...one, live: true }]).map(({ count }) => count)).toEqual([2, 1]);
});
