import { z } from 'zod';
import { COVERAGE_STATES } from '#lib/domain/coverage/coverage-state.ts';
import { INPUTS_FORMAT } from '#lib/domain/posture-statement/inputs.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { GRADES } from '#lib/domain/score/grade.ts';
import { FORMULA_VERSION } from '#lib/domain/score/state.ts';
import { SCORED_SEVERITIES } from '#lib/domain/score/units.ts';
import { cursor, instant, limit, severityCounts } from './common.ts';
import { stateCounts } from './coverage.ts';

/** By ISO 8601: `2026-W48`. */
export const isoWeekName = z.string().regex(/^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/, 'must be a week such as 2026-W48');

const count = z.number().int().min(0);
const formula = z.literal(FORMULA_VERSION);

/** What a posture statement says: `lib/domain/posture-statement/recompute.ts` computes it. */
export const statedFigures = z.object({
  formula_version: formula,
  /** In tenths; null: nothing was ever measured. */
  score: z.number().nullable(),
  grade: z.enum(GRADES).nullable(),
  /** Points of 100. */
  not_measured: z.number(),
  repositories: count,
  measured: count,
  open: severityCounts,
  coverage: z.array(z.object({ category: z.enum(SCORE_CATEGORIES), ...stateCounts.shape })),
});

const units = z.record(z.enum(SCORED_SEVERITIES), z.number().min(0));

const state = z.object({
  formulaVersion: formula,
  policy: z.object({
    weights: z.record(z.enum(SCORE_CATEGORIES), z.number().min(0)),
    freshDays: z.number().positive(),
  }),
  categories: z.record(
    z.enum(SCORE_CATEGORIES),
    z.object({
      exempt: z.boolean(),
      expected: z.number().min(0),
      scanned: z.number().min(0),
      ageDays: z.number().min(0).nullable(),
      units,
    }),
  ),
  caps: z.object({ liveSecret: z.boolean(), overdueKevPublic: z.boolean() }),
});

/** The first line of the file that a statement is about. */
export const statedHead = z.object({
  format: z.literal(INPUTS_FORMAT),
  organization: z.string(),
  week: isoWeekName,
  at: instant,
});

/** Every other line of it. */
export const statedRepository = z.object({
  repo: z.string(),
  criticality: z.enum(CRITICALITIES),
  state: state.nullable(),
  scored_at: instant.nullable(),
  coverage: z.record(z.enum(SCORE_CATEGORIES), z.enum(COVERAGE_STATES)),
  open: z.array(count).length(6),
  reports: z.array(
    z.object({
      pipeline: z.string(),
      scanner: z.string(),
      label: z.string(),
      sha256: z.string(),
      received_at: instant,
    }),
  ),
});

/** `GET /api/v1/posture/statements`: the newest week first. */
export const statementListParams = z.object({ cursor: cursor.optional(), limit: limit.default(50) });
export type StatementListParams = z.output<typeof statementListParams>;

export const statementListView = z.object({
  items: z.array(
    z.object({
      week: isoWeekName,
      at: instant,
      figures: statedFigures,
      /** The signed statement, and the file that it is about. */
      statement_url: z.string(),
      inputs_url: z.string(),
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type PostureStatementListView = z.infer<typeof statementListView>;
