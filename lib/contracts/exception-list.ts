import { z } from 'zod';
import { cursor, givenInstant, limit, list, repositoryName, rowNumber, total, word } from './common.ts';
import { exceptionKind, exceptionRow, exceptionState } from './exception.ts';
import { findingRow } from './finding.ts';

/** With the finding that it is about. */
export const exceptionView = exceptionRow.extend({ finding: findingRow });
export type ExceptionView = z.infer<typeof exceptionView>;

/** `GET /api/v1/exceptions`. */
export const exceptionListParams = z.object({
  state: list(exceptionState).default(['in_force']),
  kind: exceptionKind.optional(),
  repo: list(repositoryName).optional(),
  expiring_before: givenInstant.optional().describe('In force or requested, and ending before this time.'),
  requester: rowNumber.optional().describe('Id of a person.'),
  batch: word(64).optional(),
  rule: rowNumber.optional().describe('Id of a rule.'),
  sort: z.enum(['-requested', 'expires']).default('-requested'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type ExceptionListParams = z.infer<typeof exceptionListParams>;

export const exceptionListView = z.object({ items: z.array(exceptionView), next_cursor: z.string().nullable() });
export type ExceptionListView = z.infer<typeof exceptionListView>;

const count = z.number().int();

/** `GET /api/v1/exceptions/summary`. */
export const exceptionSummaryParams = z.object({ repo: list(repositoryName).optional() });
export type ExceptionSummaryParams = z.infer<typeof exceptionSummaryParams>;

/** `GET /api/v1/exceptions/summary`: the debt that decisions hide, of all that the caller sees. */
export const exceptionSummary = z.object({
  /** Null: nothing was measured. */
  score: z.number().nullable(),
  /** The score as if no risk were accepted. */
  without_acceptances: z.number().nullable(),
  points_hidden: z.number().nullable(),
  /** Findings in these states. */
  accepted: count,
  false_positives: count,
  /** By their scanners: statements of theirs, not decisions. */
  suppressed: count,
  /** Requests that nobody has decided about. */
  waiting: total,
  /** In force, and ending within 14 days. */
  expiring: total,
});
export type ExceptionSummary = z.infer<typeof exceptionSummary>;
