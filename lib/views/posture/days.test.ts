import { describe, expect, it } from 'vitest';
import { HISTORY_DAYS, historyDays, historyOf, trendOf } from './days.ts';

const TODAY = '2026-03-02';

describe('the days of a history', () => {
  it('end today, with what is true now, and are unknown where nothing was written down', () => {
    const days = historyOf(
      [
        { day: '2026-03-01', score: 71.26 },
        { day: '2026-03-02', score: 10 },
      ],
      80,
      historyDays(TODAY),
    );
    expect(days).toHaveLength(HISTORY_DAYS);
    expect(days.slice(-3)).toEqual([
      { day: '2026-02-28', score: null },
      { day: '2026-03-01', score: 71.2 },
      { day: '2026-03-02', score: 80 },
    ]);
  });

  it('count what opened again with what is new', () => {
    const open = { openCritical: 1, openHigh: 2, openMedium: 3, openLow: 4, openInfo: 5, openUnknown: 6 };
    const trend = trendOf([{ day: '2026-03-02', ...open, introduced: 3, reopened: 2, fixed: 4 }], TODAY);
    expect(trend.slice(-2)).toEqual([
      { day: '2026-03-01', open: null, introduced: null, fixed: null },
      {
        day: '2026-03-02',
        open: { critical: 1, high: 2, medium: 3, unknown: 6, low: 4, info: 5 },
        introduced: 5,
        fixed: 4,
      },
    ]);
  });
});
