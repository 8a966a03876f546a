import type { Severity } from '#lib/domain/finding/finding.ts';

/** What a bar or cell stands for; decides its colour or pattern. */
export type Tone = Severity | 'unmeasured' | 'stale' | 'neutral';

/** One day of a series. Days are UTC, `2026-11-16`. */
export interface ScoreDay {
  day: string;
  /** `null`: nothing is known about that day, so the line has a gap. */
  score: number | null;
  /** Points lost only because nothing measures them; drawn as hatch down from 100: the score cannot rise into it. */
  unmeasured?: number;
  /** The day is not over. */
  partial?: boolean;
}

/** A change of policy or formula: a thin annotated line. */
export interface Annotation {
  day: string;
  label: string;
}

export interface SeverityDay {
  day: string;
  /** `null`: nothing is known about that day, so there is a gap. */
  counts: Record<Severity, number> | null;
  /** Nothing measured that day, which is known: hatch in place of a bar. */
  unmeasured?: boolean;
  partial?: boolean;
}

export interface FlowDay {
  day: string;
  /** `null`: nothing was known that day. */
  introduced: number | null;
  fixed: number | null;
  partial?: boolean;
}
