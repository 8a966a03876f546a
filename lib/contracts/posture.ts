import { z } from 'zod';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { GRADES } from '#lib/domain/score/grade.ts';
import { WATERFALL_KINDS } from '#lib/domain/score/waterfall.ts';
import { actionRow } from './action.ts';
import { category, instant, severity, severityCounts, total } from './common.ts';

/** Points lost and why; parts sum to 100 − score. Null score: nothing was ever measured. */
export const scoreView = z.object({
  score: z.number().nullable(),
  grade: z.enum(GRADES).nullable(),
  /** Points that no report speaks for in full. */
  not_measured: z.number(),
  /** The score as if no risk were accepted, and how many findings are accepted now. */
  without_acceptances: z.number().nullable(),
  accepted: z.number().int(),
  waterfall: z.array(z.object({ part: z.enum(WATERFALL_KINDS), points: z.number() })),
  categories: z.array(
    z.object({
      category: z.enum(SCORE_CATEGORIES),
      weight: z.number(),
      /** 0-1; 0 = never scanned. */
      confidence: z.number(),
      health: z.number().nullable(),
      lost: z.number(),
      last_success_at: instant.nullable(),
      exempt: z.boolean(),
    }),
  ),
  scored_at: instant.nullable(),
});
export type ScoreView = z.infer<typeof scoreView>;

export const scorePoint = z.object({ day: z.iso.date(), score: z.number().nullable() });
export type ScorePoint = z.infer<typeof scorePoint>;

export const silentStream = z.object({
  repo: z.string(),
  pipeline: z.string(),
  scanner: z.string(),
  last_report_at: instant,
  /** "has not reported for 9 days (usually daily)". */
  text: z.string(),
  url: z.string(),
});

/** The Today screen, and `GET /api/v1/posture`. */
export const todayView = z.object({
  organization: z.object({ name: z.string(), demo: z.boolean() }),
  /** Which of the empty states applies, if any. */
  stage: z.enum(['not_configured', 'waiting', 'ready']),
  score: scoreView,
  /** Score seven days ago and today's difference; null when either is unknown. */
  change: z.object({ since: z.iso.date(), points: z.number() }).nullable(),
  history: z.array(scorePoint),
  open: severityCounts,
  repositories: z.object({ total: z.number().int(), measured: z.number().int() }),
  actions: z.array(actionRow),
  actions_total: total,
  /** Fixes by their SLA: rows of the queue with the filter `sla`. */
  actions_sla: z.object({ overdue: total, at_risk: total }),
  /** Points that the organization's score gains by all of `actions`. */
  actions_gain: z.number(),
  /** The newest silences, at most ten. */
  silent: z.array(silentStream),
  /** How many there are: as many as `silent.streams` of the cadence. */
  silent_total: z.number().int(),
  as_of: instant,
  /** The day of it, in the organization's time zone. */
  day: z.iso.date(),
});
export type TodayView = z.infer<typeof todayView>;

/** One cell of the category × freshness grid. */
export const coverageCell = z.object({
  category,
  /** `never`: no report of this category ever; `failed`: last report was incomplete; `not_expected`: exempt. */
  state: z.enum(['fresh', 'stale', 'never', 'failed', 'not_expected']),
  open: z.number().int().nullable(),
  worst: severity.nullable(),
  last_success_at: instant.nullable(),
});
export type CoverageCell = z.infer<typeof coverageCell>;
