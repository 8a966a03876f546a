import { z } from 'zod';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { CADENCE_STATES } from '#lib/domain/stream/cadence.ts';
import { CADENCE_DAY_STATES } from '#lib/domain/stream/cadence-days.ts';
import { cursor, day, instant, limit, total } from './common.ts';
import { EXPORT_FORMATS } from './export-formats.ts';
import { hasRepository, NEEDS_REPOSITORY, pipelinePlace } from './pipeline-place.ts';

const cadenceFilters = z.object({
  ...pipelinePlace,
  /** Part of the name of a repository or of a pipeline. */
  q: z.string().max(200).optional(),
  /** Only pipelines that report this category; with `state`, those in which it is in that. */
  category: z.enum(SCORE_CATEGORIES).optional(),
  /** Without `category`: in which any category is. */
  state: z.enum(CADENCE_STATES).optional(),
  /** What should be looked at first, the newest report of these first; or by name. */
  sort: z.enum(['state', 'name']).default('state'),
});

/** `GET /api/v1/coverage/cadence`. */
export const cadenceParams = cadenceFilters
  .extend({
    /** Also what came on each of the last 30 days. */
    by: z.enum(['now', 'day']).default('now'),
    cursor: cursor.optional(),
    limit: limit.default(50),
  })
  .refine(hasRepository, NEEDS_REPOSITORY);
export type CadenceParams = z.infer<typeof cadenceParams>;

/** `GET /api/v1/coverage/cadence/export`. */
export const cadenceExportParams = cadenceFilters
  .extend({ format: z.enum(EXPORT_FORMATS).default('csv') })
  .refine(hasRepository, NEEDS_REPOSITORY);
export type CadenceExportParams = z.infer<typeof cadenceExportParams>;

/** A day of the organization. */
export const cadenceDay = z.object({
  day,
  /** Null: before the first report that is known. */
  reports: z.number().int().nullable(),
  state: z.enum(CADENCE_DAY_STATES),
});
export type CadenceDayView = z.infer<typeof cadenceDay>;

/** A category that a pipeline reports. */
export const cadenceCell = z.object({
  category: z.enum(SCORE_CATEGORIES),
  state: z.enum(CADENCE_STATES),
  /** Of its last whole, successful scan; null: there was none. */
  last_success_at: instant.nullable(),
  last_report_at: instant,
  /** Seconds that usually are between reports: the median; of several scanners, that of the most frequent one. Null: not known. */
  usual_seconds: z.number().int().nullable(),
  scanners: z.array(z.string()),
  /** The last 30 days, in order, with the one that runs; null: not asked for. */
  days: z.array(cadenceDay).nullable(),
  /** Its reports. */
  url: z.string(),
});
export type CadenceCell = z.infer<typeof cadenceCell>;

export const cadenceRow = z.object({
  id: z.string(),
  repo: z.string(),
  demo: z.boolean(),
  pipeline: z.string(),
  last_report_at: instant,
  /** Scanners of it that are silent, each stream of reports counted. */
  silent: z.number().int(),
  /** What it reports. A category that is not here is not reported by it. */
  cells: z.array(cadenceCell),
  /** Where one says that a scanner of it is over. */
  url: z.string(),
});
export type CadenceRow = z.infer<typeof cadenceRow>;

export const cadenceView = z.object({
  items: z.array(cadenceRow),
  next_cursor: z.string().nullable(),
  total,
  /** What is silent in scope, whatever is filtered: streams of reports, and the pipelines that they are of. */
  silent: z.object({ streams: z.number().int(), pipelines: z.number().int() }),
  as_of: instant,
});
export type CadenceView = z.infer<typeof cadenceView>;
