import type { DayScore, TrendRow } from '#db/queries/posture.ts';
import type { ScorePoint } from '#lib/contracts/posture.ts';
import type { TrendDay } from '#lib/contracts/repository.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { addDays, dayOf } from '#lib/domain/time.ts';

/** Days in sparklines and history, including today. */
export const HISTORY_DAYS = 90;

export function daysBefore(now: Date, days: number): string {
  return dayOf(addDays(now, -days));
}

/** Every day of the last `HISTORY_DAYS`; days without a snapshot are unknown, today has the current score. */
export function historyOf(days: readonly DayScore[], today: number | null, now: Date): ScorePoint[] {
  const known = new Map(days.map(({ day, score }) => [day, score]));
  known.set(dayOf(now), today);
  return Array.from({ length: HISTORY_DAYS }, (_, index): ScorePoint => {
    const day = daysBefore(now, HISTORY_DAYS - 1 - index);
    const score = known.get(day) ?? null;
    return { day, score: shownScore(score) };
  });
}

/** The same days with open counts at their end and flows; days without a snapshot are unknown. */
export function trendOf(rows: readonly TrendRow[], now: Date): TrendDay[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: HISTORY_DAYS }, (_, index): TrendDay => {
    const day = daysBefore(now, HISTORY_DAYS - 1 - index);
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
