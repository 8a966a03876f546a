import { z } from 'zod';
import { actionRow } from './action.ts';
import {
  category,
  confidence,
  cursor,
  findingState,
  instant,
  limit,
  list,
  repositoryName,
  severity,
  total,
} from './common.ts';

/** Filters of the explorer: the same names in the URL of the screen and of the API. */
export const findingListParams = z.object({
  state: list(findingState).default(['open']),
  severity: list(severity).optional(),
  category: list(category).optional(),
  repo: list(repositoryName).optional(),
  pipeline: z.string().max(255).optional(),
  scanner: list(z.string().max(100)).optional(),
  rule: z.string().max(500).optional(),
  cve: z.string().max(100).optional(),
  package: z.string().max(255).optional(),
  path: z.string().max(1000).optional(),
  action: z.string().max(100).optional(),
  q: z.string().max(200).optional(),
  sort: z.enum(['-risk', '-opened', 'opened']).default('-risk'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type FindingListParams = z.infer<typeof findingListParams>;

export const findingRow = z.object({
  id: z.string(),
  /** `acme/web#412` */
  ref: z.string(),
  repo: z.string(),
  number: z.number().int(),
  title: z.string(),
  category,
  severity,
  confidence,
  state: findingState,
  scanner: z.string(),
  rule: z.string(),
  path: z.string().nullable(),
  line: z.number().int().nullable(),
  package: z.string().nullable(),
  package_version: z.string().nullable(),
  advisory: z.string().nullable(),
  first_seen_at: instant,
  opened_at: instant,
  fixed_at: instant.nullable(),
  reopened: z.number().int(),
  due_at: instant.nullable(),
  overdue: z.boolean(),
  url: z.string(),
});
export type FindingRow = z.infer<typeof findingRow>;

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }));

export const findingListView = z.object({
  items: z.array(findingRow),
  next_cursor: z.string().nullable(),
  total,
});
export type FindingListView = z.infer<typeof findingListView>;

/** `GET /api/v1/findings/facets`: what each further click would leave. Null: too many to count within the time limit. */
export const findingFacetsView = z.object({
  state: facet,
  severity: facet,
  category: facet,
  scanner: facet,
  repo: facet,
  /** True when a text, path, package or advisory filter is on: then facets count at most 10,000 matches. */
  capped: z.boolean(),
});
export type FindingFacetsView = z.infer<typeof findingFacetsView>;

export const locationView = z.object({
  path: z.string().nullable(),
  start_line: z.number().int().nullable(),
  end_line: z.number().int().nullable(),
  start_column: z.number().int().nullable(),
  snippet: z.string().nullable(),
  label: z.string().nullable(),
});

export const evidenceView = z.object({
  scanner: z.string(),
  rule: z.string(),
  rule_name: z.string().nullable(),
  help_url: z.string().nullable(),
  severity,
  severity_reported: z.string().nullable(),
  cvss: z.number().nullable(),
  message: z.string(),
  remediation: z.string().nullable(),
  references: z.array(z.string()),
  cwes: z.array(z.number().int()),
  aliases: z.array(z.string()),
  fixed_versions: z.array(z.string()),
  locations: z.array(locationView),
  locations_total: z.number().int(),
  suppression: z.object({ kind: z.string(), justification: z.string().nullable() }).nullable(),
  /** False when no stream of this scanner reports it any more. */
  present: z.boolean(),
});

export const timelineEvent = z.object({
  at: instant,
  kind: z.string(),
  text: z.string(),
  upload: z.object({ id: z.string(), url: z.string() }).nullable(),
  user: z.string().nullable(),
});

export const sightingView = z.object({
  pipeline: z.string(),
  scanner: z.string(),
  label: z.string(),
  ref: z.string(),
  tracked: z.boolean(),
  present: z.boolean(),
  last_report_at: instant.nullable(),
});

/** `GET /api/v1/findings/{id}`. */
export const findingView = z.object({
  finding: findingRow,
  evidence: z.array(evidenceView),
  sightings: z.array(sightingView),
  timeline: z.array(timelineEvent),
  action: actionRow.nullable(),
  /** Other open findings of the same rule or package in the repository. */
  siblings: z.array(findingRow),
});
export type FindingView = z.infer<typeof findingView>;
