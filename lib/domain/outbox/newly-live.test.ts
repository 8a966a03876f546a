import { describe, expect, it } from 'vitest';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import { newlyLive } from './newly-live.ts';

const load = (...confidences: ('verified' | 'high')[]): ActionLoadGroups => ({
  high: confidences.map((confidence) => ({ count: 1, confidence, openedAt: '2026-03-02T09:00:00Z' })),
});
const action = (number: number, of: ActionLoadGroups, category: 'secret' | 'dast' = 'secret') => ({
  ...{ number, category, load: of },
  ...{ finding: number * 10, rule: `rule-${number}` },
});

describe('live secrets that are told of', () => {
  it('are those that were not known as live: new, open again, or tried since', () => {
    const now = [action(1, load('verified')), action(2, load('verified', 'high')), action(3, load('high'))];
    const before = new Map([
      [1, {}],
      [2, load('high')],
      [3, {}],
    ]);
    expect(newlyLive(now, before)).toEqual({
      count: 2,
      findings: [
        { number: 10, rule: 'rule-1' },
        { number: 20, rule: 'rule-2' },
      ],
    });
  });

  it('are told of once, and nothing but secrets is live', () => {
    expect(newlyLive([action(1, load('verified'))], new Map([[1, load('verified')]]))).toBeNull();
    expect(newlyLive([action(1, load('verified'), 'dast')], new Map())).toBeNull();
  });

  it('are counted all and listed up to twenty', () => {
    const many = Array.from({ length: 25 }, (_, index) => action(index + 1, load('verified')));
    const told = newlyLive(many, new Map());
    expect([told?.count, told?.findings.length]).toEqual([25, 20]);
  });
});
