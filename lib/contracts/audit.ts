import { z } from 'zod';
import { AUDIT_CHOICES } from '#lib/domain/audit/audit-groups.ts';
import { ACTOR_KINDS, AUDIT_VERBS, TARGET_KINDS } from '#lib/domain/audit/entry.ts';
import { cursor, dayOrInstant, instant, limit, word } from './common.ts';

const filters = {
  who: word(255)
    .min(1)
    .optional()
    .describe('A part of the name of a person or token at that time, in any letter case.'),
  verb: z
    .enum(AUDIT_CHOICES)
    .optional()
    .describe('A verb, or the word before its dot for all that begin with it: `token.created`, `token`.'),
  target: word(255)
    .min(1)
    .optional()
    .describe(
      'A part of the name of what it was done to, in any letter case. Uploads and streams have the name of their repository.',
    ),
  since: dayOrInstant
    .optional()
    .describe('Since this instant, or the start of this day in the time zone of the organization.'),
  until: dayOrInstant.optional().describe('Before this instant, or up to the end of this day.'),
};

export const auditFilterParams = z.object(filters);
export type AuditFilterParams = z.infer<typeof auditFilterParams>;

export const auditListParams = z.object({ ...filters, cursor: cursor.optional(), limit: limit.default(50) });
export type AuditListParams = z.infer<typeof auditListParams>;

const seal = z.object({ salt: z.string().nullable(), digest: z.string() });

export const auditRow = z.object({
  /** Counts up from 1 within the organization, without gaps. */
  sequence: z.number().int(),
  at: instant,
  actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.number().int().nullable(), name: z.string() }),
  verb: z.enum(AUDIT_VERBS),
  target: z.object({ kind: z.enum(TARGET_KINDS), id: z.string(), name: z.string() }),
  /** IP address or network that the request came from; null for commands and the worker. */
  source: z.string().nullable(),
  detail: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
  ),
  /**
   * What the hash covers in place of names, source and detail: SHA-256 over salt and texts. A part without a salt was of
   * somebody who was removed. Null for entries from before there were seals.
   */
  seals: z.object({ actor: seal, target: seal, detail: seal }).nullable(),
  /** SHA-256 in hex of the entry before it, and of this one. */
  previous: z.string(),
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditListView = z.object({
  items: z.array(auditRow),
  next_cursor: z.string().nullable(),
});
export type AuditListView = z.infer<typeof auditListView>;
