import { z } from 'zod';
import { STATED_SEVERITIES } from '#lib/domain/finding/finding.ts';
import { tagOf } from '#lib/domain/finding/tag.ts';
import { instant, lines, severity } from './common.ts';

/** `PUT /api/v1/findings/{id}/severity`. */
export const severityChange = z
  .object({
    severity: z.enum(STATED_SEVERITIES),
    /** Why: for people who read it in a year. What looks like a secret is masked. */
    reason: lines(2000).min(3),
    /** The severity that the caller saw: with it nothing is changed where it is another one by now. */
    seen: severity.optional(),
  })
  .strict();
export type SeverityChange = z.output<typeof severityChange>;

/** The severity that a person set. */
export const setSeverityView = z.object({
  /** What reports state. */
  reported: severity,
  /** The person or token, by the name of that time. */
  by: z.string(),
  at: instant,
  reason: z.string(),
});
export type SetSeverityView = z.infer<typeof setSeverityView>;

/** A word on a finding; spaces become hyphens, and letters small. */
export const tag = z
  .string()
  .max(100)
  .refine((text) => tagOf(text) !== null, 'must be 1 to 40 letters and digits, with . _ : / - between them')
  .transform((text) => tagOf(text) ?? '');

/** More than a person types at once. */
const tags = z.array(tag).max(20).default([]);
export const tagChange = z
  .object({ add: tags, remove: tags })
  .strict()
  .refine(({ add, remove }) => add.length + remove.length > 0, 'must name a tag to add or to remove');
/** `PATCH /api/v1/findings/{id}/tags`. */
export type TagChange = z.output<typeof tagChange>;

/** `GET /api/v1/tags`. */
export const tagListParams = z.object({ q: z.string().max(100).optional() });
export type TagListParams = z.output<typeof tagListParams>;
/** Tags on what the caller sees, those on the most findings first; at most 100. */
export const tagListView = z.object({ items: z.array(z.object({ tag: z.string(), count: z.number().int() })) });
export type TagListView = z.infer<typeof tagListView>;
