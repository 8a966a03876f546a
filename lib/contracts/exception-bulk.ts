import { z } from 'zod';
import { severityCounts, word } from './common.ts';
import { askedException } from './exception.ts';
import { findingListParams } from './finding.ts';

/** Findings that one bulk decision can be about. */
export const MOST_BULK = 5000;

export const which = {
  /** Ids, or a filter as of `GET /api/v1/findings`: one of the two. */
  findings: z.array(z.string().max(100)).min(1).max(MOST_BULK).optional(),
  filter: findingListParams.omit({ sort: true, cursor: true, limit: true }).strict().optional(),
  /** With a filter: only in this part of the organization, as `scope` of reads. */
  scope: word(300).optional(),
};
export const oneOf = ({
  findings,
  filter,
  scope,
}: {
  findings?: unknown;
  filter?: unknown;
  scope?: unknown;
}): boolean => (findings === undefined) !== (filter === undefined) && (scope === undefined || filter !== undefined);
export const ONE = 'must have either findings or a filter, and a scope only with a filter';

/** `POST /api/v1/exceptions/preview`. */
export const bulkPreviewBody = z
  .object({ ...which, kind: askedException.kind })
  .strict()
  .refine(oneOf, ONE);
export type BulkPreviewBody = z.output<typeof bulkPreviewBody>;

const count = z.number().int();
const change = z.object({ before: z.number().nullable(), after: z.number().nullable() });

/** What a bulk decision would do, tried and taken back. */
export const bulkPreview = z.object({
  /** Findings about which it would decide. */
  findings: count,
  counts: severityCounts,
  /** How many of them are known to be exploited. */
  kev: count,
  /** Left out: they have an exception that waits or is in force, or are fixed. */
  decided: count,
  fixed: count,
  /** Scores as if all were in force; the 20 repositories whose score changes most. */
  repositories: z.array(z.object({ repo: z.string(), findings: count, score: change })),
  repositories_total: count,
  organization: change,
  /** To be sent with the decision: it is refused when it would be about other findings than these. */
  token: z.string(),
});
export type BulkPreview = z.infer<typeof bulkPreview>;

/** `POST /api/v1/exceptions/bulk`. */
export const bulkRequest = z
  .object({ ...which, ...askedException, token: word(100) })
  .strict()
  .refine(oneOf, ONE);
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
