import { z } from 'zod';
import { BOUNDS, ORIGIN_FACTS } from '#lib/domain/provenance/provenance.ts';

const bound = z.enum(BOUNDS);

/** Something that says where a report is from, and whether its delivery said the same; null: there is nothing to compare it with. */
export const originStatement = z.object({
  fact: z.enum(ORIGIN_FACTS),
  said: z.string(),
  agrees: z.boolean().nullable(),
});
export type OriginStatementView = z.infer<typeof originStatement>;

/** What is known of where a report is from, beside who delivered it; null for uploads of older versions. */
export const provenance = z
  .object({
    /** What the token was bound to when it delivered: one, those that it names, or any; null: no token delivered it. */
    bounds: z.object({ repositories: bound, pipelines: bound, scanners: bound }).nullable(),
    /** What the address of its run says. */
    run: z.array(originStatement),
    /** What the report says itself; null: it was not asked, because it was not read, or by an older version. */
    report: z.array(originStatement).nullable(),
  })
  .nullable();
export type ProvenanceView = z.infer<typeof provenance>;
