import { z } from 'zod';
import { RULE_EFFECTS } from '#lib/domain/policy/judgement.ts';
import { cursor, instant, limit, repositoryName, word } from './common.ts';
import { gateRule } from './gate.ts';

const count = z.number().int();

const place = {
  repo: repositoryName.optional(),
  /** Of the repository, by its key; needs `repo`. */
  pipeline: word(255).min(1).optional(),
};
const named = ({ repo, pipeline }: { repo?: string | undefined; pipeline?: string | undefined }): boolean =>
  pipeline === undefined || repo !== undefined;
const NAMED = { path: ['pipeline'], message: 'must come with the repository that it is of: repo=owner/name' };

/** `GET /api/v1/gate`. */
export const gateListParams = z
  .object({
    ...place,
    outcome: z.enum(RULE_EFFECTS).optional(),
    cursor: cursor.optional(),
    limit: limit.default(50),
  })
  .refine(named, NAMED);
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
  .object({ ...place, days: z.coerce.number().int().min(1).max(MOST_DAYS).default(7) })
  .refine(named, NAMED);
export type GateSummaryParams = z.output<typeof gateSummaryParams>;

/** How reports came out in the last days: each report is judged once, when it takes effect. */
export const gateFigures = z.object({
  /** The first day, by UTC. */
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
