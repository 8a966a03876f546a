import { z } from 'zod';
import { STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { lines, severityCounts, word } from './common.ts';
import { bulkPreview, ONE, oneOf, which } from './exception-bulk.ts';
import { tag } from './finding-people.ts';

const count = z.number().int();
const tags = z.array(tag).max(20).default([]);
const NO_TAG = 'must name a tag to add or to remove';
const namesTag = ({ add, remove }: { add: readonly string[]; remove: readonly string[] }): boolean =>
  add.length + remove.length > 0;

/** What undoes a change of many findings; null: nothing changed. */
const batch = z.string().nullable();

/** `POST /api/v1/findings/tags/preview`. */
export const bulkTagPreviewBody = z
  .object({ ...which, add: tags, remove: tags })
  .strict()
  .refine(oneOf, ONE)
  .refine(namesTag, NO_TAG);
export type BulkTagPreviewBody = z.output<typeof bulkTagPreviewBody>;

/** What changing tags would do, tried and taken back. */
export const bulkTagPreview = z.object({
  /** What ids or filter chose. */
  findings: count,
  /** Those of them whose tags would change. */
  changed: count,
  repositories: count,
  /** To be sent with the change: it is refused when ids or filter choose other findings than these. */
  token: z.string(),
});
export type BulkTagPreview = z.infer<typeof bulkTagPreview>;

/** `POST /api/v1/findings/tags`. */
export const bulkTagBody = z
  .object({
    ...which,
    add: tags,
    remove: tags,
    /** Of a preview; without one nobody looked. */
    token: word(100).optional(),
  })
  .strict()
  .refine(oneOf, ONE)
  .refine(namesTag, NO_TAG);
export type BulkTagBody = z.output<typeof bulkTagBody>;

export const bulkTagResult = z.object({
  /** What ids or filter chose. */
  findings: count,
  /** Those of them whose tags changed. */
  changed: count,
  batch,
});
export type BulkTagResult = z.infer<typeof bulkTagResult>;

const severity = z.enum(STATED_SEVERITIES);

/** `POST /api/v1/findings/severity/preview`. */
export const bulkSeverityPreviewBody = z
  .object({ ...which, severity })
  .strict()
  .refine(oneOf, ONE);
export type BulkSeverityPreviewBody = z.output<typeof bulkSeverityPreviewBody>;

/** What setting the severity of many would do, tried and taken back. */
export const bulkSeverityPreview = z.object({
  /** Findings that would get it. */
  findings: count,
  /** Their severities of today. */
  counts: severityCounts,
  /** Left out: they have it already. */
  same: count,
  /** Left out: only who decides about exceptions may set it. */
  refused: count,
  /** The 20 repositories whose score changes most. */
  repositories: bulkPreview.shape.repositories,
  repositories_total: count,
  organization: bulkPreview.shape.organization,
  /** To be sent with the change: it is refused when it would be about other findings than these. */
  token: z.string(),
});
export type BulkSeverityPreview = z.infer<typeof bulkSeverityPreview>;

/** `POST /api/v1/findings/severity`. */
export const bulkSeverityBody = z
  .object({
    ...which,
    severity,
    /** Why: for people who read it in a year. What looks like a secret is masked. */
    reason: lines(2000).min(3),
    token: word(100),
  })
  .strict()
  .refine(oneOf, ONE);
export type BulkSeverityBody = z.output<typeof bulkSeverityBody>;

export const bulkSeverityResult = z.object({ findings: count, repositories: count, batch: z.string() });
export type BulkSeverityResult = z.infer<typeof bulkSeverityResult>;

/** `POST /api/v1/findings/batches/{batch}/undo`. */
export const undoResult = z.object({
  /** Those that are again as they were. */
  findings: count,
  /** Those that somebody changed since: they stay. */
  kept: count,
});
export type UndoResult = z.infer<typeof undoResult>;
