import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GateFacts } from './gate-facts.ts';
import { judge } from './judge.ts';
import { anyFacts, anyRule, BRANCH, counted, factsOf, group, ruleOf } from './testing.ts';
import { type JudgedReport, tryPolicy } from './try-policy.ts';

const NOW = new Date('2026-01-31T12:00:00Z');
const report = (upload: number, facts: GateFacts, given: Partial<JudgedReport> = {}): JudgedReport => ({
  ...{ repoId: 1, upload, runId: 7, ref: BRANCH.ref, at: new Date(NOW.getTime() + upload), outcome: 'pass' },
  facts: { ...facts, place: BRANCH },
  ...given,
});
const bad = factsOf({ introduced: counted(group({ severity: 'critical' })) });
const good = factsOf({ introduced: counted() });
const rules = [ruleOf({ kind: 'severity', max: { critical: 0 } })];
const outcomes = (...reports: JudgedReport[]) =>
  tryPolicy(reports, () => rules).map(({ after, last }) => [after, last.upload]);

describe('a policy tried on the past', () => {
  it('judges the reports of a run together: one that fails fails it', () => {
    expect(outcomes(report(1, bad), report(2, good))).toEqual([['fail', 2]]);
    expect(outcomes(report(1, bad), report(2, good, { runId: 8 }))).toEqual([
      ['pass', 2],
      ['fail', 1],
    ]);
  });

  it('takes a report of no run for itself, and runs of two repositories apart', () => {
    expect(outcomes(report(1, bad, { runId: null }), report(2, good, { runId: null }))).toHaveLength(2);
    expect(outcomes(report(1, bad), report(2, good, { repoId: 2 }))).toHaveLength(2);
  });

  it('asks for scanners after the last report of the run', () => {
    const scanned = [{ category: 'secret', scanner: 'gitleaks', at: NOW.toISOString(), thisCommit: true } as const];
    const wants = [ruleOf({ kind: 'scanner', categories: ['secret'] })];
    const tried = (...reports: JudgedReport[]) => tryPolicy(reports, () => wants).map(({ after }) => after);
    expect(tried(report(1, factsOf({ scanned: [] })), report(2, factsOf({ scanned })))).toEqual(['pass']);
    expect(tried(report(1, factsOf({ scanned })), report(2, factsOf({ scanned: [] })))).toEqual(['fail']);
  });

  it('never passes what was not kept', () => {
    const total = [ruleOf({ kind: 'severity', findings: 'total', max: { critical: 0 }, on_unknown: 'pass' })];
    expect(tryPolicy([report(1, good)], () => total)[0]?.after).toBe('unknown');
  });

  it('says of a run of one report what was said of it then, by the same rules', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 3 }), anyFacts, (all, facts) => {
        const named = all.map((rule, index) => ({ ...rule, id: `rule-${index}` }));
        const one = report(1, facts);
        const then = judge(named, BRANCH, facts, one.at).outcome;
        const now = tryPolicy([one], () => named)[0]?.after;
        if (now !== 'unknown') expect(now).toBe(then);
      }),
    );
  });
});
