import { describe, expect, it } from 'vitest';
import { SCORE_CATEGORIES, type ScoreCategory } from './category.ts';
import { addLedgers, emptyLedger, ledger, ledgerTotal } from './ledger.ts';
import { unitFlows } from './ledger-flows.ts';
import { type ActionLoad, type CategoryMeasure, type ScoreInput, score } from './score.ts';
import type { FindingGroup } from './units.ts';

function critical(key: string, category: ActionLoad['category'] = 'dependency', facts: Partial<FindingGroup> = {}) {
  const plain = { count: 1, exploit: 'none', reachability: 'unknown', confidence: 'high', overdue: 'none' } as const;
  return { key, category, severities: { critical: [{ ...plain, accepted: false, ...facts }] } };
}

function input(
  actions: ActionLoad[],
  change: Partial<Record<ScoreCategory, Partial<CategoryMeasure>>> = {},
  more: Partial<ScoreInput> = {},
): ScoreInput {
  return {
    now: new Date(0),
    categories: SCORE_CATEGORIES.map((category) => ({
      category,
      targets: { expected: 1, scanned: 1 },
      ageDays: 0,
      exempt: false,
      ...change[category],
    })),
    actions,
    exposure: 'internal',
    caps: { liveSecret: [], overdueKevPublic: [] },
    formulaVersion: 1,
    ...more,
  };
}

function between(before: ScoreInput, after: ScoreInput) {
  return ledger(score(before), score(after), unitFlows(before, after));
}

describe('ledger', () => {
  it('has nothing to say when nothing changed', () => {
    expect(between(input([critical('a')]), input([critical('a')]))).toEqual(emptyLedger());
  });
  it('tells what was fixed from what is new, even when they cancel out', () => {
    const parts = between(input([critical('a')]), input([critical('b')]));
    expect(parts).toEqual({ ...emptyLedger(), fixed: 25, new: -25 });
    expect(ledger(score(input([critical('a')])), score(input([critical('b')])))).toEqual(emptyLedger());
  });
  it('puts passed due dates under SLA ageing', () => {
    const parts = between(input([critical('a')]), input([critical('a', 'dependency', { overdue: 'overdue' })]));
    expect(parts.sla_ageing).toBeLessThan(0);
    expect(ledgerTotal(parts)).toBe(parts.sla_ageing);
  });
  it('puts acceptance under policy, and new evidence under new', () => {
    const accepted = between(input([critical('a')]), input([critical('a', 'dependency', { accepted: true })]));
    expect(accepted.policy).toBeGreaterThan(0);
    expect(ledgerTotal(accepted)).toBe(accepted.policy);
    const listed = between(input([critical('a')]), input([critical('a', 'dependency', { exploit: 'kev' })]));
    expect(listed.new).toBeLessThan(0);
    expect(ledgerTotal(listed)).toBe(listed.new);
  });
  it('puts the age of scans under staleness', () => {
    const parts = between(input([]), input([], { sast: { ageDays: 21 } }));
    expect(parts).toEqual({ ...emptyLedger(), staleness: -20 });
  });
  it('never blames a first scan: what it finds is part of coverage', () => {
    const before = input([], { sast: { ageDays: null, targets: { expected: 1, scanned: 0 } } });
    const parts = between(before, input([critical('a', 'sast')]));
    expect(parts).toEqual({ ...emptyLedger(), coverage: 20 });
  });
  it('puts exemptions and weights under policy', () => {
    const unscanned = { ageDays: null, targets: { expected: 1, scanned: 0 } };
    const parts = between(input([], { dast: unscanned }), input([], { dast: { ...unscanned, exempt: true } }));
    expect(parts).toEqual({ ...emptyLedger(), policy: 20 });
  });
  it('puts a cap that came under new, and one that went under fixed', () => {
    const capped = input([critical('a', 'secret')], {}, { caps: { liveSecret: ['a'], overdueKevPublic: [] } });
    const [worse, better] = [between(input([]), capped), between(capped, input([]))];
    expect(worse).toEqual({ ...emptyLedger(), new: -61 });
    expect(better).toEqual({ ...emptyLedger(), fixed: 61 });
    expect(addLedgers(worse, better)).toEqual({ ...emptyLedger(), new: -61, fixed: 61 });
  });
  it('puts what another formula had said under formula', () => {
    const now = score(input([]));
    expect(ledger({ score: 90, state: now.state }, now)).toEqual({ ...emptyLedger(), formula: 10 });
  });
});
