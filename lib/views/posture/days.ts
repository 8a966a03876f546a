import type { DayScore, TrendRow } from '#db/queries/posture.ts';
import type { ScorePoint } from '#lib/contracts/posture.ts';
import type { TrendDay } from '#lib/contracts/repository.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';

/** Days in sparklines and history, including today. */
export const HISTORY_DAYS = 90;

/** The first day of a history that ends today. */
export const historyFrom = (today: string): string => shiftDay(today, 1 - HISTORY_DAYS);

/** Days of a history that ends today, once for all rows of a list: to name them takes longer than to fill them in. */
export const historyDays = (today: string): string[] =>
  Array.from({ length: HISTORY_DAYS }, (_, index) => shiftDay(today, index + 1 - HISTORY_DAYS));

/** Each of `shown`, of which the last is today and has the current score; days without a snapshot are unknown. */
export function historyOf(days: readonly DayScore[], score: number | null, shown: readonly string[]): ScorePoint[] {
  const known = new Map(days.map((one) => [one.day, one.score]));
  known.set(shown.at(-1) ?? '', score);
  return shown.map((day) => ({ day, score: shownScore(known.get(day) ?? null) }));
}

/** The same days with open counts at their end and flows; days without a snapshot are unknown. */
export function trendOf(rows: readonly TrendRow[], today: string): TrendDay[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return historyDays(today).map((day): TrendDay => {
    const row = known.get(day);
    if (!row) return { day, open: null, introduced: null, fixed: null };
    const { openCritical: critical, openHigh: high, openMedium: medium, openLow: low, openInfo: info } = row;
    const unknown = row.openUnknown;
    return {
      day,
      open: { critical, high, medium, unknown, low, info },
      introduced: row.introduced + row.reopened,
      fixed: row.fixed,
    };
  });
}
