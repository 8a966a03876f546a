import { z } from 'zod';
import { cursor, givenInstant, limit, list, repositoryName, rowNumber, word } from './common.ts';
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
