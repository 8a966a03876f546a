import { describe, expect, it } from 'vitest';
import type { SlaView } from '#lib/contracts/sla.ts';
import { cellName, slaOfTyped, typedDays } from './sla-days.ts';

const sla: SlaView = {
  preset: 'severity',
  days: { critical: 7, high: 30, medium: 60, low: 180, info: null },
  by_criticality: { critical: { high: 14, low: null } },
};

describe('the days of the form', () => {
  it('are what was saved when nothing is typed', () => {
    expect(slaOfTyped(typedDays(sla), 'severity')).toEqual(sla);
  });

  it('are no rule when a cell is no number of days', () => {
    for (const wrong of ['0', 'x', '1.5', '9999']) {
      expect(slaOfTyped({ ...typedDays(sla), [cellName('low', 'high')]: wrong }, 'severity')).toBeNull();
    }
  });
});
