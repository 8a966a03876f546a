import { z } from 'zod';
import { RULE_EFFECTS } from '#lib/domain/policy/judgement.ts';
import { cursor, instant, limit } from './common.ts';
import { gateRule } from './gate.ts';
import { hasRepository, NEEDS_REPOSITORY, pipelinePlace } from './pipeline-place.ts';

const count = z.number().int();

/** `GET /api/v1/gate`. */
export const gateListParams = z
  .object({
    ...pipelinePlace,
    outcome: z.enum(RULE_EFFECTS).optional(),
    cursor: cursor.optional(),
    limit: limit.default(50),
  })
  .refine(hasRepository, NEEDS_REPOSITORY);
export type GateListParams = z.output<typeof gateListParams>;

/** What the policy said of one report when it took effect. */
export const gateHistoryRow = z.object({
  /** Of the upload. */
  id: z.string(),
  number: count,
  /** Its page, with the whole answer. */
  url: z.string(),
  repo: z.string(),
  pipeline: z.string(),
  ref: z.string(),
  commit: z.string().nullable(),
  scanner: z.string().nullable(),
  /** Of CI, where the delivery named one. */
  run: z.object({ id: z.string(), url: z.string().nullable() }).nullable(),
  at: instant,
  outcome: z.enum(RULE_EFFECTS),
  /** Versions, as an answer of the gate names them. */
  policy: z.object({ version: count, override: count.nullable() }),
  /** Rules that are not met, in the order of the policy. */
  rules: z.array(
    gateRule.extend({
      /** Findings; null where it is not about findings. */
      count: count.nullable(),
    }),
  ),
});
export type GateHistoryItem = z.infer<typeof gateHistoryRow>;

export const gateListView = z.object({ items: z.array(gateHistoryRow), next_cursor: z.string().nullable() });
export type GateListView = z.infer<typeof gateListView>;

const MOST_DAYS = 90;

/** `GET /api/v1/gate/summary`. */
export const gateSummaryParams = z
  .object({ ...pipelinePlace, days: z.coerce.number().int().min(1).max(MOST_DAYS).default(7) })
  .refine(hasRepository, NEEDS_REPOSITORY);
export type GateSummaryParams = z.output<typeof gateSummaryParams>;

/** How reports came out in the last days: each report is judged once, when it takes effect. */
export const gateFigures = z.object({
  /** The first day. */
  since: z.iso.date(),
  judged: count,
  failed: count,
  warned: count,
  /** Rules that made reports fail, the one with the most first; at most 20. */
  rules: z.array(z.object({ id: z.string(), failed: count })),
  /** With the most failed reports first, at most 20; `failing_repositories` says how many there are. */
  repositories: z.array(z.object({ repo: z.string(), judged: count, failed: count })),
  failing_repositories: count,
});
export type GateFigures = z.infer<typeof gateFigures>;
