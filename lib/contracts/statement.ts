import { z } from 'zod';
import { JUSTIFICATIONS, STATEMENT_FORMATS } from '#lib/domain/statement/statement.ts';
import { cursor, givenInstant, instant, limit, list, rowNumber, visibleWord, word } from './common.ts';
import { askedException, exceptionKind } from './exception.ts';
import { MOST_BULK } from './exception-bulk.ts';
import { findingRow } from './finding.ts';
import { statementStatus } from './statement-status.ts';

const count = z.number().int();

/** `POST /api/v1/vex`. */
export const statementLoadParams = z
  .object({
    /** Name of the file, to be shown. */
    name: visibleWord(255).min(1).optional(),
  })
  .strict();

/** `GET /api/v1/vex/documents/{id}`. */
export const statementDocumentView = z.object({
  id: count,
  /** Its own name for itself. */
  document: z.string(),
  format: z.enum(STATEMENT_FORMATS),
  version: z.string(),
  author: z.string(),
  role: z.string().nullable(),
  stated_at: instant,
  loaded_at: instant,
  loaded_by: z.string(),
  /** Name of the file, where there was one. */
  source: z.string().nullable(),
  /** Its statements are adopted on arrival. */
  trusted: z.boolean(),
  /** It was withdrawn, and says nothing any more. */
  withdrawn_at: instant.nullable(),
  withdrawn_by: z.string().nullable(),
  /** How many of each status. */
  statements: z.record(statementStatus, count),
  statements_total: count,
  /** Of them, those about a finding of what the caller sees, in any state. */
  matched: count,
  /** Findings that they are about, and exceptions in force that rest on it. */
  findings: count,
  adopted: count,
  /** Entries that could not be used, and the first 100 of them. */
  skipped: count,
  skipped_items: z.array(z.object({ position: z.string(), reason: z.string() })),
});
export type StatementDocumentView = z.infer<typeof statementDocumentView>;

/** The answer to a delivery. `duplicate`: it is loaded already. */
export const statementDelivery = statementDocumentView.extend({ duplicate: z.boolean() });

/** `GET /api/v1/vex/documents`: those loaded last first. */
export const statementDocumentListView = z.object({ items: z.array(statementDocumentView) });
export type StatementDocumentListView = z.infer<typeof statementDocumentListView>;

/** `GET /api/v1/vex/statements`. */
export const statementListParams = z.object({
  document: rowNumber.optional().describe('Id of a document.'),
  status: list(statementStatus).optional(),
  matched: z.enum(['yes', 'no']).optional().describe('Whether it is about a finding.'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type StatementListParams = z.infer<typeof statementListParams>;

export const statementRow = z.object({
  document: count,
  number: count,
  /** Where it stands in its document. */
  position: z.string(),
  author: z.string(),
  /** Names of the vulnerability. */
  names: z.array(z.string()),
  status: statementStatus,
  justification: z.enum(JUSTIFICATIONS).nullable(),
  impact: z.string().nullable(),
  action: z.string().nullable(),
  stated_at: instant,
  products: z.array(z.string()),
  products_total: count,
  /** How many findings of what the caller sees it is about. */
  findings: count,
});
export type StatementRow = z.infer<typeof statementRow>;

export const statementListView = z.object({ items: z.array(statementRow), next_cursor: z.string().nullable() });
export type StatementListView = z.infer<typeof statementListView>;

/** `POST /api/v1/vex/documents/{id}/adopt/preview`. */
const adopted = {
  kind: exceptionKind.describe('Those of which adopting makes this.'),
  findings: z.array(z.string().max(100)).min(1).max(MOST_BULK).optional().describe('Only these; else all.'),
};
export const adoptionPreviewBody = z.object(adopted).strict();
export type AdoptionPreviewBody = z.output<typeof adoptionPreviewBody>;

/** `POST /api/v1/vex/documents/{id}/adopt`. */
export const adoptionRequest = z
  .object({
    ...adopted,
    expires_at: givenInstant.nullable(),
    evidence_url: askedException.evidence_url,
    token: word(100),
  })
  .strict();
export type AdoptionRequest = z.output<typeof adoptionRequest>;

/** `GET /api/v1/vex/suppressions`: what scanners report and do not count, by scanner and way. */
export const suppressionListParams = z.object({
  scanner: z.string().max(100).optional(),
  kind: z.enum(['in_code', 'external']).optional(),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type SuppressionListParams = z.infer<typeof suppressionListParams>;

const suppressionKind = z.enum(['in_code', 'external']);

export const suppressionRow = z.object({
  finding: findingRow,
  scanner: z.string(),
  /** By a comment or a file in the repository, or by the scanner's own triage. */
  kind: suppressionKind,
  /** As reported. */
  justification: z.string().nullable(),
  /** Since which report; null: from before events were kept. */
  since: instant.nullable(),
});

export const suppressionListView = z.object({
  /** How many the list of findings has, by scanner. */
  sources: z.array(z.object({ scanner: z.string(), count })),
  items: z.array(suppressionRow),
  next_cursor: z.string().nullable(),
});
export type SuppressionListView = z.infer<typeof suppressionListView>;

/** `GET /api/v1/vex`. */
export const statementExportParams = z.object({
  format: z.enum(['openvex', 'cyclonedx']).default('openvex'),
  repo: word(255).optional().describe('One repository.'),
  open: z.enum(['true', 'false']).default('false').describe('Also open findings, as under investigation.'),
});
export type StatementExportParams = z.infer<typeof statementExportParams>;
