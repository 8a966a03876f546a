import { z } from 'zod';
import { severityCounts, word } from './common.ts';
import { askedException } from './exception.ts';
import { findingListParams } from './finding.ts';

/** Findings that one bulk decision can be about. */
export const MOST_BULK = 5000;

const which = {
  /** Ids, or a filter as of `GET /api/v1/findings`: one of the two. */
  findings: z.array(z.string().max(100)).min(1).max(MOST_BULK).optional(),
  filter: findingListParams.omit({ sort: true, cursor: true, limit: true }).strict().optional(),
  /** With a filter: only in this part of the organization, as `scope` of reads. */
  scope: word(300).optional(),
};
const oneOf = ({ findings, filter, scope }: { findings?: unknown; filter?: unknown; scope?: unknown }): boolean =>
  (findings === undefined) !== (filter === undefined) && (scope === undefined || filter !== undefined);
const ONE = 'must have either findings or a filter, and a scope only with a filter';

/** The body of a change of many findings: which, and what else it asks for. */
export const aboutMany = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z
    .object({ ...which, ...shape })
    .strict()
    .refine(oneOf, ONE);

/** `POST /api/v1/exceptions/preview`. */
export const bulkPreviewBody = aboutMany({ kind: askedException.kind });
export type BulkPreviewBody = z.output<typeof bulkPreviewBody>;

const count = z.number().int();
const changed = z.object({ before: z.number().nullable(), after: z.number().nullable() });

/** What a change of many findings would do, tried and taken back. */
export const previewOfMany = z.object({
  /** Findings that it would be about. */
  findings: count,
  repositories_total: count,
  /** To be sent with the change: it is refused when it would be about other findings than these. */
  token: z.string(),
});

/** The same of one that the score follows. */
export const previewWithScores = previewOfMany.extend({
  /** Severities of today. */
  counts: severityCounts,
  /** Scores as if it were done; the 20 repositories whose score changes most. */
  repositories: z.array(z.object({ repo: z.string(), findings: count, score: changed })),
  organization: changed,
});

/** What a bulk decision would do. */
export const bulkPreview = previewWithScores.extend({
  /** How many of them are known to be exploited. */
  kev: count,
  /** Left out: they have an exception that waits or is in force, or are fixed. */
  decided: count,
  fixed: count,
});
export type BulkPreview = z.infer<typeof bulkPreview>;

/** `POST /api/v1/exceptions/bulk`. */
export const bulkRequest = aboutMany({ ...askedException, token: word(100) });
export type BulkRequest = z.output<typeof bulkRequest>;

export const bulkResult = z.object({
  /** What undoes them together. */
  batch: z.string(),
  findings: count,
  repositories: count,
  /** False: they wait for somebody who decides. */
  in_force: z.boolean(),
});
export type BulkResult = z.infer<typeof bulkResult>;

/** `POST /api/v1/exceptions/batches/{batch}/undo`, and `…/approve`. */
export const batchResult = z.object({ findings: count });
export type BatchResult = z.infer<typeof batchResult>;
