import { z } from 'zod';
import { ARCHIVED_FILTERS } from '#lib/domain/repository/archived-filter.ts';
import { CODE_HOSTS } from '#lib/domain/repository/code-host.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';
import { REPOSITORY_KINDS } from '#lib/domain/repository/repository-kind.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { GRADES } from '#lib/domain/score/grade.ts';
import { actionRow } from './action.ts';
import { category, cursor, flag, instant, limit, repositoryName, severityCounts, total, word } from './common.ts';
import { coverageCell, scorePoint, scoreView } from './posture.ts';
import { owningTeam } from './team.ts';
import { uploadRow } from './upload.ts';

export const repositoryListParams = z.object({
  q: z.string().max(200).optional(),
  /** Repositories without a score come last both ways. */
  sort: z.enum(['score', '-score', '-not_measured', '-last_upload', 'name']).default('score'),
  /** Only those that are archived, only those that are not, or both. */
  archived: z.enum(ARCHIVED_FILTERS).default('false'),
  /** Only those in which no whole or partial scan ever measured this. */
  missing: z.enum(SCORE_CATEGORIES).optional(),
  /** Only those in which the last scan of this was whole, but is too old; `any`: of anything. */
  stale: z.enum([...SCORE_CATEGORIES, 'any']).optional(),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type RepositoryListParams = z.infer<typeof repositoryListParams>;

export const repositoryRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(REPOSITORY_KINDS),
  criticality: z.enum(CRITICALITIES),
  exposure: z.enum(EXPOSURES),
  archived: z.boolean(),
  demo: z.boolean(),
  score: z.number().nullable(),
  grade: z.enum(GRADES).nullable(),
  open: severityCounts,
  coverage: z.array(coverageCell),
  history: z.array(scorePoint),
  last_upload_at: instant.nullable(),
  /** Teams that own it, of those that you may read. */
  teams: z.array(owningTeam),
  labels: z.array(z.string()),
  url: z.string(),
});
export type RepositoryRow = z.infer<typeof repositoryRow>;

export const repositoryListView = z.object({
  items: z.array(repositoryRow),
  next_cursor: z.string().nullable(),
  total,
  /** Archived ones with the same text and coverage, which are not listed unless `archived` asks for them. */
  archived_total: total,
});
export type RepositoryListView = z.infer<typeof repositoryListView>;

/** Why a stream seems to be over: it is silent, and another one has taken its place. */
export const retirementOffer = z.object({
  reason: z.string(),
  /** Id of the stream that reports in its place. */
  twin: z.string(),
  /** How many of its findings that one sees too. */
  shared: z.number().int(),
});

export const streamRow = z.object({
  id: z.string(),
  pipeline: z.string(),
  scanner: z.string(),
  label: z.string(),
  ref: z.string(),
  tracked: z.boolean(),
  /** What its reports measured so far. */
  categories: z.array(category),
  present: z.number().int(),
  last_success_at: instant.nullable(),
  last_report_at: instant.nullable(),
  held_upload: z.string().nullable(),
  /** Since when and by whom it is retired: it sees nothing until its next report. */
  retired_at: instant.nullable(),
  retired_by: z.string().nullable(),
  retirement: retirementOffer.nullable(),
});

/** The repository at its code host. */
export const codePlace = z.object({
  host: z.enum(CODE_HOSTS),
  /** Its https address, as people open it in a browser. */
  url: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .max(500)
    .refine((url) => isPlainAddress(url), 'must be the address of the repository alone, without ?, # and user')
    .transform((url) => url.replace(/\/+$/, '')),
});

function isPlainAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { search, hash, username, password } = new URL(url);
  return [search, hash, username, password].every((part) => part === '') && !/[?#\s]/.test(url);
}

/** `DELETE /api/v1/repos/{owner}/{name}`. */
export const repositoryDeletion = z.object({
  /** Only says what would go. */
  dry_run: flag.default(false),
  /** The repository's name as it is shown, for callers who want to be sure. */
  confirm: z.string().max(255).optional(),
});
export type RepositoryDeletion = z.infer<typeof repositoryDeletion>;

export const repositoryDeletionView = z.object({
  repository: z.string(),
  /** `deleted`: gone from everything that is shown; what it held is being removed. */
  status: z.enum(['kept', 'deleted']),
  goes: z.object({
    findings: z.number().int(),
    /** Of the findings' history. */
    events: z.number().int(),
    uploads: z.number().int(),
    /** Of stored reports. */
    report_bytes: z.number().int(),
    streams: z.number().int(),
  }),
});
export type RepositoryDeletionView = z.infer<typeof repositoryDeletionView>;

/** `POST /api/v1/repos/{owner}/{name}/streams/{id}/retire`: what that did; nothing where it was retired before. */
export const retiredStreamView = z.object({
  id: z.string(),
  retired_at: instant,
  fixed: z.number().int(),
  score: z.object({ before: z.number().nullable(), after: z.number().nullable() }).nullable(),
});
export type RetiredStreamView = z.infer<typeof retiredStreamView>;

/** One day of a repository; null where no snapshot was taken. The last one is today so far. */
export const trendDay = z.object({
  day: z.iso.date(),
  open: severityCounts.nullable(),
  introduced: z.number().int().nullable(),
  fixed: z.number().int().nullable(),
});
export type TrendDay = z.infer<typeof trendDay>;

export const repositoryView = z.object({
  repository: repositoryRow,
  default_branch: z.string(),
  tracked_refs: z.array(z.string()),
  hold_suspicious: z.boolean(),
  /** Where people read its code, as a person said it; null: known from its runs, or not at all. */
  code: codePlace.nullable(),
  /** Names that it had before, the last one first: their addresses lead here, and reports under them land here. */
  former_names: z.array(z.string()),
  /** Address of its badge, an SVG that everybody may see; null: it has none. */
  badge: z.url().nullable(),
  score: scoreView,
  history: z.array(scorePoint),
  trend: z.array(trendDay),
  actions: z.array(actionRow),
  actions_total: total,
  streams: z.array(streamRow),
  uploads: z.array(uploadRow),
});
export type RepositoryView = z.infer<typeof repositoryView>;

/** `GET /api/v1/repos/{owner}/{name}/summary`: what it is, how it is set, and how much its lists hold. */
export const repositorySummary = repositoryView
  .pick({
    repository: true,
    default_branch: true,
    tracked_refs: true,
    hold_suspicious: true,
    code: true,
    former_names: true,
    badge: true,
    score: true,
  })
  .extend({
    /** As the lists of this repository count them, without any filter. */
    counts: z.object({
      /** Open ones. */
      findings: total,
      actions: total,
      /** Files of pipelines on the default branch. */
      pipelines: total,
      /** Rights on it in the systems that the caller sees; of a system, all that are given in it. */
      rights: total,
      uploads: total,
      /** In force. */
      exceptions: total,
    }),
  });
export type RepositorySummary = z.infer<typeof repositorySummary>;

/** `PATCH /api/v1/repos/{owner}/{name}`. */
export const repositoryChange = z
  .object({
    /** Renames or transfers it: the old name stays a former name. */
    name: repositoryName,
    /** Those of its former names that it keeps; the others are free again. */
    former_names: z.array(repositoryName).max(100),
    default_branch: word(255).min(1),
    tracked_refs: z.array(word(255).min(1)).max(50),
    criticality: z.enum(CRITICALITIES),
    exposure: z.enum(EXPOSURES),
    archived: z.boolean(),
    hold_suspicious: z.boolean(),
    /** Lines of findings link there; null: to the host of its runs, where that is well known. */
    code: codePlace.nullable(),
    /** Whether it has a badge that everybody who knows its address may see. Off and on again gives it another address. */
    badge: z.boolean(),
  })
  .partial()
  .strict();
export type RepositoryChange = z.infer<typeof repositoryChange>;
