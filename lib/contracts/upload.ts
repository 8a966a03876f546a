import { z } from 'zod';
import { CREDENTIAL_KINDS } from '#lib/domain/access/credential.ts';
import { normaliseRoot } from '#lib/domain/finding/path.ts';
import { withoutUser } from '#lib/domain/redaction/find-addresses.ts';
import { redactShapes } from '#lib/domain/redaction/shapes.ts';
import { UPLOAD_STATES } from '#lib/domain/stream/upload-state.ts';
import { QUEUE_STATES, WORKER_STATES } from '#lib/domain/stream/work-state.ts';
import {
  cursor,
  flag,
  givenInstant,
  instant,
  limit,
  list,
  repositoryName,
  severity,
  severityCounts,
  total,
  wholeNumber,
  word,
} from './common.ts';
import { gateResult, gateSummary } from './gate.ts';
import { inventoryFacts } from './inventory-facts.ts';
import { hasRepository, NEEDS_REPOSITORY, pipelinePlace } from './pipeline-place.ts';
import { provenance } from './provenance.ts';

export const uploadState = z.enum(UPLOAD_STATES);

/** CI systems hand a variable that they do not know on as an empty one: it says nothing. */
const unlessEmpty = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** Query or form parameters of `POST /api/v1/uploads`. They are stored and shown: a secret in them is masked at once. */
export const uploadParams = z.object({
  repo: repositoryName,
  pipeline: word(255).min(1).transform(redactShapes).default('default'),
  /** Empty is refused: whoever means to name a scanner and names none must hear of it. */
  scanner: word(100)
    .min(1, 'must name a scanner; leave it out to have the format detected')
    .transform(redactShapes)
    .optional(),
  label: word(100).transform(redactShapes).default(''),
  root: word(500)
    .refine(
      (text) => normaliseRoot(text) !== null,
      'must be a folder of the repository, not an absolute path or one outside of it',
    )
    .transform((text) => normaliseRoot(text) ?? '')
    .default(''),
  /** Of a file that is a report itself (a workflow): where it stands in the repository. */
  path: word(500)
    .refine((text) => normaliseRoot(text) !== null, 'must be the path of a file in the repository')
    .transform((text) => redactShapes(normaliseRoot(text) ?? ''))
    .default(''),
  ref: unlessEmpty(word(255).transform(redactShapes)),
  commit: unlessEmpty(z.string().regex(/^[0-9a-fA-F]{7,64}$/, 'must be a commit hash')),
  run_id: unlessEmpty(word(255).transform(redactShapes)),
  run_attempt: wholeNumber(1, 100_000).default(1),
  run_url: unlessEmpty(
    z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .transform((url) => redactShapes(withoutUser(url))),
  ),
  started_at: unlessEmpty(givenInstant),
  /** Not said (or empty) is whole too, but only who says `true` himself is believed that a scan of nothing is clean. */
  complete: unlessEmpty(flag),
  wait: wholeNumber(0, 60).default(0),
});
export type UploadParams = z.infer<typeof uploadParams>;

export const skippedItem = z.object({ position: z.string(), reason: z.string() });

/** What a part of a report did not look at: files, everything, all outside of some files, what rules of ours would have to know, or what an unreadable item may stand for. */
export const uploadGap = z.object({
  scope: z.enum(['everything', 'files', 'outside', 'rules', 'item']),
  reason: z.string(),
  /** The first of the files (of `outside`, those that it did look at), and how many there are; null for other scopes. */
  paths: z.array(z.string()).nullable(),
  files: z.number().int().nullable(),
  /** Where the first unreadable item stands in the report, how many there are, and what is known of them. */
  position: z.string().nullable(),
  items: z.number().int().nullable(),
  stands_for: z.record(z.string(), z.string()).nullable(),
  /** Rules that it does not answer, for scope `rules`. */
  rules: z.array(z.string()).nullable(),
  /** Findings that are not in the report but stay open because of this gap: how many, and the numbers of the first. */
  kept_open: z.number().int(),
  findings: z.array(z.number().int()),
});

/** What one tool says of one subject: it feeds a stream of its own. */
export const uploadPart = z.object({
  stream: z.string(),
  scanner: z.string(),
  scanner_version: z.string().nullable(),
  label: z.string(),
  /** Those that kept most open first, at most 100. */
  gaps: z.array(uploadGap),
  kept_open: z.number().int(),
  /** What an inventory said of itself; null for other reports. */
  inventory: inventoryFacts.nullable(),
});
export type UploadPartView = z.infer<typeof uploadPart>;

/** Token or person that delivered an upload, by its name at that time; null for uploads of older versions. */
export const deliveredBy = z.object({ kind: z.enum(CREDENTIAL_KINDS), name: z.string() }).nullable();

/** An upload with its results; the same shape in every state. */
export const uploadView = z.object({
  id: z.string(),
  status: uploadState,
  duplicate: z.boolean(),
  /** To whoever delivered it: that it went to a repository of another name, or to one that is archived. */
  note: z.string().nullable(),
  url: z.string(),
  repo: z.string(),
  pipeline: z.string(),
  label: z.string(),
  /** Folder of the repository that the report's relative paths are relative to; '' is the repository itself. */
  root: z.string(),
  ref: z.string(),
  commit: z.string().nullable(),
  scanner: z.string().nullable(),
  scanner_version: z.string().nullable(),
  format: z.string().nullable(),
  complete: z.boolean(),
  /** Why the report closes nothing, one sentence each; empty for a whole scan. */
  incomplete: z.array(z.string()),
  bytes: z.number().int(),
  /** The stored report: waits to be read, is kept with its secrets redacted, was dropped when it was refused, or was removed by the policy of the organization. */
  raw: z.enum(['unread', 'redacted', 'dropped', 'removed']),
  raw_removed_at: instant.nullable(),
  delivered_by: deliveredBy,
  provenance,
  /** SHA-256 of the report as it arrived, before secrets in it were masked. */
  sha256: z.string(),
  received_at: instant,
  /** When its last reading began and ended; a report that was released is read a second time. */
  processing_at: instant.nullable(),
  processed_at: instant.nullable(),
  /** Whether the report makes posture: only the default branch and tracked refs do. */
  counts: z.boolean(),
  /** Why it does not count, and how to make its ref count; null when it does. */
  counts_reason: z.string().nullable(),
  /**
   * With what the counts below compare a report that does not count: the default branch's report, null when that branch
   * has none of this scanner. Null for a report that counts, whose counts are what it changed.
   */
  compared_with: z
    .object({ ref: z.string(), upload: z.object({ id: z.string(), url: z.string() }).nullable() })
    .nullable(),
  parsed: z.number().int(),
  introduced: z.number().int(),
  reopened: z.number().int(),
  fixed: z.number().int(),
  moved: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  skipped_count: z.number().int(),
  skipped: z.array(skippedItem),
  reason: z.string().nullable(),
  position: z.string().nullable(),
  /** Of a held report: from when on one of another run that says the same confirms it. */
  confirmable_at: instant.nullable(),
  /** Id of the held upload that this one confirmed. */
  confirms: z.string().nullable(),
  /** Who released it, by the name of that time. */
  released_by: z.string().nullable(),
  released_at: instant.nullable(),
  score: z.object({ before: z.number().nullable(), after: z.number().nullable() }).nullable(),
  /** Null where no policy judged it: it waits, was refused, or came before there were policies. */
  gate: gateSummary.nullable(),
});
export type UploadView = z.infer<typeof uploadView>;

/** An upload of a list. */
export const uploadRow = uploadView.extend({
  /** The run of CI that delivered it, where it said which; its address as it said it, else as the code host that a person named has it. */
  run: z.object({ id: z.string(), attempt: z.number().int(), url: z.string().nullable() }).nullable(),
});
export type UploadRowView = z.infer<typeof uploadRow>;

/** A finding that a held report would close. */
export const closingFinding = z.object({
  ref: z.string(),
  title: z.string(),
  severity,
  path: z.string().nullable(),
  line: z.number().int().nullable(),
  package: z.string().nullable(),
  /** Another stream has it too: it stays open. */
  elsewhere: z.boolean(),
  /** Path of its page on this server. */
  url: z.string(),
});

/** What a held report would close when it is released. */
export const uploadClosing = z.object({
  /** How many findings leave its streams. */
  total: z.number().int(),
  /** Of them, those that are open now, by severity: of the first 10,000. */
  open: severityCounts,
  /** The first of those that are open now, worst first, at most 100. */
  findings: z.array(closingFinding),
});
export type UploadClosing = z.infer<typeof uploadClosing>;

/** One upload with the streams that it feeds; none before it was read. */
export const uploadDetail = uploadRow.extend({
  parts: z.array(uploadPart),
  /** Null unless it is held, for callers that may not read findings, and where an older version held it. */
  closing: uploadClosing.nullable(),
  /** What the policy said of this report when it took effect. */
  gate: gateResult.nullable(),
});
export type UploadDetail = z.infer<typeof uploadDetail>;

export const uploadListParams = z
  .object({
    ...pipelinePlace,
    state: list(uploadState).optional(),
    /** Part of the repository's name. */
    q: z.string().max(200).optional(),
    scanner: word(255).min(1).optional(),
    /** Name of the token or person that delivered it. */
    delivered_by: word(255).min(1).optional(),
    cursor: cursor.optional(),
    limit: limit.default(50),
  })
  .refine(hasRepository, NEEDS_REPOSITORY);
export type UploadListParams = z.infer<typeof uploadListParams>;

export const uploadListView = z.object({
  items: z.array(uploadRow),
  next_cursor: z.string().nullable(),
  total,
  /** Uploads by state, of all that match the other filters; where filters are on, of the newest 10,000. */
  states: z.record(uploadState, total),
  /** What waits and is being read, whatever the filters, and when a worker was last seen. */
  queue: z.object({
    waiting: z.number().int(),
    processing: z.number().int(),
    /** When the report arrived that has waited longest. */
    oldest_at: instant.nullable(),
    /** Null: none was seen in the last day. */
    worker_seen_at: instant.nullable(),
    worker: z.enum(WORKER_STATES),
    state: z.enum(QUEUE_STATES),
  }),
});
export type UploadListView = z.infer<typeof uploadListView>;

/** What the newest 5,000 uploads have, to choose filters from. */
export const uploadFacetsView = z.object({ scanners: z.array(z.string()), delivered_by: z.array(z.string()) });
export type UploadFacetsView = z.infer<typeof uploadFacetsView>;
