import type { Severity } from '#lib/domain/finding/finding.ts';

/** What a bar stands for; decides its colour or pattern. */
export type Tone = Severity | 'unmeasured' | 'neutral';

/** One day of a series. Days are UTC, `2026-11-16`. */
export interface ScoreDay {
  day: string;
  /** `null`: nothing is known about that day, so the line has a gap. */
  score: number | null;
  /** The day is not over. */
  partial?: boolean;
}
