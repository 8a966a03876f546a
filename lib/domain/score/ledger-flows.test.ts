import { describe, expect, it } from 'vitest';
import { unitFlows } from './ledger-flows.ts';
import type { ActionLoad } from './score.ts';
import type { FindingGroup } from './units.ts';

function high(key: string, facts: Partial<FindingGroup> = {}): ActionLoad {
  const plain = { count: 1, exploit: 'none', reachability: 'unknown', confidence: 'high', overdue: 'none' } as const;
  return { key, category: 'sast', severities: { high: [{ ...plain, accepted: false, ...facts }] } };
}

function flows(before: ActionLoad[], after: ActionLoad[]) {
  const { fixed, added, aged } = unitFlows(
    { actions: before, exposure: 'internal' },
    { actions: after, exposure: 'internal' },
  );
  return [fixed.sast.high, added.sast.high, aged.sast.high];
}

describe('unitFlows', () => {
  it('counts closed and opened actions apart', () => {
    expect(flows([high('a'), high('b', { count: 16 })], [high('a'), high('c')])).toEqual([-2, 1, 0]);
  });
  it('counts findings that left or joined an action', () => {
    expect(flows([high('a', { count: 16 })], [high('a')])).toEqual([-1, 0, 0]);
    expect(flows([high('a')], [high('a', { count: 16 })])).toEqual([0, 1, 0]);
  });
  it('tells ageing from evidence, and leaves decisions over', () => {
    expect(flows([high('a')], [high('a', { overdue: 'twice' })])).toEqual([0, 0, 0.5]);
    expect(flows([high('a')], [high('a', { exploit: 'kev', overdue: 'twice' })])).toEqual([0, 1, 1]);
    expect(flows([high('a')], [high('a', { accepted: true })])).toEqual([0, 0, 0]);
  });
  it('ignores what never scores', () => {
    const license: ActionLoad = { ...high('l'), category: 'license' };
    expect(flows([license], [])).toEqual([0, 0, 0]);
  });
});
