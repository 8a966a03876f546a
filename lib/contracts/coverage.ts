import { z } from 'zod';
import { COVERAGE_STATES } from '#lib/domain/coverage/coverage-state.ts';
import { REPOSITORY_KINDS } from '#lib/domain/repository/repository-kind.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { cursor, instant, limit, total } from './common.ts';
import { EXPORT_FORMATS } from './export-formats.ts';

/** `GET /api/v1/coverage`. */
export const coverageParams = z.object({
  q: z.string().max(200).optional(),
  /** Only those in which this category is in `state`; without `state`, those in which it is expected. */
  category: z.enum(SCORE_CATEGORIES).optional(),
  /** Without `category`: in which any category is. */
  state: z.enum(COVERAGE_STATES).optional(),
  /** Most points missing first, or by name. */
  sort: z.enum(['-missing', 'name']).default('-missing'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type CoverageParams = z.infer<typeof coverageParams>;

/** `GET /api/v1/coverage/export`. */
export const coverageExportParams = coverageParams
  .omit({ cursor: true, limit: true })
  .extend({ format: z.enum(EXPORT_FORMATS).default('csv') });
export type CoverageExportParams = z.infer<typeof coverageExportParams>;

/** One category of one repository. */
export const gridCell = z.object({
  category: z.enum(SCORE_CATEGORIES),
  state: z.enum(COVERAGE_STATES),
  /** Of its last whole, successful scan; null: there was none. */
  last_success_at: instant.nullable(),
  /** When the oldest commit was made that nothing scanned for it, where commits are told; null: there is none, or it is not known. */
  unscanned_since: instant.nullable(),
  /** What reports it, the newest report first, at most five. */
  sources: z.array(z.object({ pipeline: z.string(), scanner: z.string(), last_report_at: instant.nullable() })),
  /** How many there are. */
  sources_total: z.number().int(),
  /** Where to go about it: the snippet that measures it, its reports, the report that is held, its findings. */
  url: z.string(),
});
export type GridCell = z.infer<typeof gridCell>;

export const gridRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(REPOSITORY_KINDS),
  demo: z.boolean(),
  /** Points of its score that are missing because nothing, or nothing fresh, measures them. */
  missing: z.number(),
  cells: z.array(gridCell),
  url: z.string(),
});
export type GridRow = z.infer<typeof gridRow>;

export const coverageView = z.object({
  items: z.array(gridRow),
  next_cursor: z.string().nullable(),
  total,
  /** Categories of these repositories that are in `state`; without it, those that are expected. With `category`: that one. */
  categories: z.number().int(),
  as_of: instant,
});
export type CoverageView = z.infer<typeof coverageView>;

/** How many categories of repositories are in each state. */
export const stateCounts = z.object({
  never: z.number().int(),
  failed: z.number().int(),
  held: z.number().int(),
  stale: z.number().int(),
  fresh: z.number().int(),
  exempt: z.number().int(),
});

const coverageShare = z.object({
  counts: stateCounts,
  /** All of them but those that are exempt. */
  expected: z.number().int(),
  /** Of the expected ones, how many are fresh, in percent, rounded down; null: none is expected. */
  fresh_percent: z.number().int().nullable(),
});
export type CoverageShare = z.infer<typeof coverageShare>;

/** `GET /api/v1/coverage/summary`. */
export const coverageSummary = z.object({
  repositories: z.number().int(),
  whole: coverageShare,
  categories: z.array(coverageShare.extend({ category: z.enum(SCORE_CATEGORIES) })),
  /** Those with the smallest fresh share first, at most 100. A repository counts for each team that owns it. */
  teams: z.array(coverageShare.extend({ slug: z.string(), name: z.string(), repositories: z.number().int() })),
  as_of: instant,
});
export type CoverageSummary = z.infer<typeof coverageSummary>;
