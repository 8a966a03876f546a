import { z } from 'zod';
import { ONE, oneOf, which } from './exception-bulk.ts';
import { tag } from './finding-people.ts';

const tags = z.array(tag).max(20).default([]);

/** `POST /api/v1/findings/tags`. */
export const bulkTagBody = z
  .object({ ...which, add: tags, remove: tags })
  .strict()
  .refine(oneOf, ONE)
  .refine(({ add, remove }) => add.length + remove.length > 0, 'must name a tag to add or to remove');
export type BulkTagBody = z.output<typeof bulkTagBody>;

export const bulkTagResult = z.object({
  /** What ids or filter chose. */
  findings: z.number().int(),
  /** Those of them whose tags changed. */
  changed: z.number().int(),
});
export type BulkTagResult = z.infer<typeof bulkTagResult>;
