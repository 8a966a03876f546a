import { z } from 'zod';
import { STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { lines, word } from './common.ts';
import { aboutMany, previewOfMany, previewWithScores } from './exception-bulk.ts';
import { tag } from './finding-people.ts';

const count = z.number().int();
const tags = z.array(tag).max(20).default([]);
const NO_TAG = 'must name a tag to add or to remove';
const namesTag = ({ add, remove }: { add: readonly string[]; remove: readonly string[] }): boolean =>
  add.length + remove.length > 0;

/** What undoes a change of many findings; null: nothing changed. */
const batch = z.string().nullable();

/** `POST /api/v1/findings/tags/preview`. */
export const bulkTagPreviewBody = aboutMany({ add: tags, remove: tags }).refine(namesTag, NO_TAG);
export type BulkTagPreviewBody = z.output<typeof bulkTagPreviewBody>;

/** What changing tags would do. */
export const bulkTagPreview = previewOfMany.extend({
  /** Those of them whose tags would change. */
  changed: count,
});
export type BulkTagPreview = z.infer<typeof bulkTagPreview>;

/** `POST /api/v1/findings/tags`. The token is of a preview; without one nobody looked. */
export const bulkTagBody = aboutMany({ add: tags, remove: tags, token: word(100).optional() }).refine(namesTag, NO_TAG);
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
export const bulkSeverityPreviewBody = aboutMany({ severity });
export type BulkSeverityPreviewBody = z.output<typeof bulkSeverityPreviewBody>;

/** What setting the severity of many would do. */
export const bulkSeverityPreview = previewWithScores.extend({
  /** Left out: they have it already. */
  same: count,
  /** Left out: only who decides about exceptions may set it. */
  refused: count,
});
export type BulkSeverityPreview = z.infer<typeof bulkSeverityPreview>;

/** `POST /api/v1/findings/severity`. The reason is for people who read it in a year; what looks like a secret is masked. */
export const bulkSeverityBody = aboutMany({ severity, reason: lines(2000).min(3), token: word(100) });
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
