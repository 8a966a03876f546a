import { z } from 'zod';
import { confidence, severity } from './common.ts';

export const locationView = z.object({
  path: z.string().nullable(),
  start_line: z.number().int().nullable(),
  end_line: z.number().int().nullable(),
  start_column: z.number().int().nullable(),
  /** The code that is meant, as the report has it. */
  snippet: z.string().nullable(),
  /**
   * The code to show: up to twelve lines around the place where the report has them, else the snippet, without line
   * numbers that the scanner printed into it. `line`: number of the first one, null where it is not known.
   */
  code: z.object({ line: z.number().int().nullable(), text: z.string() }).nullable(),
  label: z.string().nullable(),
  /** These lines at the code host, at the report's commit; null where the host or the commit is not known. */
  code_url: z.string().nullable(),
});

/** The report that says so. */
const source = z.object({
  id: z.string(),
  url: z.string(),
  commit: z.string().nullable(),
  /** The CI run that delivered it, where it said so. */
  run_url: z.string().nullable(),
});

export const evidenceStreamView = z.object({
  pipeline: z.string(),
  label: z.string(),
  ref: z.string(),
  tracked: z.boolean(),
  severity,
  severity_reported: z.string().nullable(),
  /** False when this stream does not report it any more. */
  present: z.boolean(),
  upload: z.object({ id: z.string(), url: z.string() }),
});

/** What one scanner says, in the words of the stream that counts most; places are those of all its streams that still report it. */
export const evidenceView = z.object({
  scanner: z.string(),
  rule: z.string(),
  rule_name: z.string().nullable(),
  title: z.string(),
  help_url: z.string().nullable(),
  severity,
  severity_reported: z.string().nullable(),
  confidence,
  cvss: z.number().nullable(),
  message: z.string(),
  remediation: z.string().nullable(),
  references: z.array(z.string()),
  cwes: z.array(z.number().int()),
  aliases: z.array(z.string()),
  fixed_versions: z.array(z.string()),
  image: z.string().nullable(),
  resource: z.string().nullable(),
  /** Further fields of the finding's category: method, url, parameter, workflow, job, license … */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  locations: z.array(locationView),
  locations_total: z.number().int(),
  suppression: z.object({ kind: z.string(), justification: z.string().nullable() }).nullable(),
  /** False when no stream of this scanner reports it any more. */
  present: z.boolean(),
  upload: source,
  /** What each stream of the scanner says, the one whose words these are first. */
  streams: z.array(evidenceStreamView),
});
export type EvidenceView = z.infer<typeof evidenceView>;
