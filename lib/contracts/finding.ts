import { z } from 'zod';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { UPLOAD_CHANGES } from '#lib/domain/finding/event.ts';
import { DECISIONS } from '#lib/domain/finding/finding.ts';
import { JUSTIFICATIONS } from '#lib/domain/statement/statement.ts';
import { actionRow } from './action.ts';
import { assignee } from './action-work.ts';
import { commentView } from './comment.ts';
import {
  category,
  confidence,
  cursor,
  dayOrInstant,
  exploit,
  findingState,
  instant,
  limit,
  list,
  probability,
  repositoryName,
  severity,
  total,
  yesOrNo,
} from './common.ts';
import { evidenceView } from './evidence.ts';
import { exceptionRow } from './exception.ts';
import { exploitationView } from './exploitation.ts';
import { sightingView, timelineEvent } from './finding-history.ts';
import { setSeverityView } from './finding-people.ts';
import { statementStatus } from './statement-status.ts';

/** Filters of the explorer: the same names in the URL of the screen and of the API. */
export const findingListParams = z.object({
  state: list(findingState).default(['open']),
  severity: list(severity).optional(),
  category: list(category).optional(),
  /** What feeds say of exploitation: listed by KEV, or a bucket of EPSS (`epss50`: 50 % and more). */
  exploit: list(exploit).optional(),
  /** Listed by KEV as it is loaded, or not. */
  kev: yesOrNo.optional(),
  /** With this probability of exploitation or more, 0 to 1, as the loaded EPSS says: what it does not know is left out. */
  epss_min: probability.optional(),
  repo: list(repositoryName).optional(),
  pipeline: z.string().max(255).optional(),
  /** Only findings about rights: those on this repository, or on what is in it, in whatever system it is. */
  about: repositoryName.optional(),
  scanner: list(z.string().max(100)).optional(),
  rule: z.string().max(500).optional(),
  /** An advisory by any of its names, in any letter case. */
  cve: z.string().max(100).optional(),
  /** A package in any spelling that its registry takes for the same, or a package URL without its version. */
  package: z.string().max(255).optional(),
  /** What a loaded VEX document states about it. */
  statement: list(statementStatus).optional(),
  /** Id of a loaded VEX document: the findings that it is about. */
  document: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of a document')
    .optional(),
  /** Any part of a path, also of one in an image, or of the image's name. */
  path: z.string().max(1000).optional(),
  /** Id of an action: the findings that it closes. */
  action: z.string().max(100).optional(),
  /** Id of an upload: the findings that it changed, whatever became of them since; `state` leaves only open ones unless it says more. */
  upload: z.string().max(100).optional(),
  /** Which of the upload's changes, as it counts them; all of these without. Only with `upload`. */
  change: list(z.enum(UPLOAD_CHANGES)).optional(),
  /** Tags, one of which it has. */
  tag: list(z.string().max(100)).optional(),
  /** Only what the signed-in person watches. */
  watched: z.enum(['me']).optional(),
  opened_since: dayOrInstant
    .optional()
    .describe(
      'Opened, or opened again, since then: an instant, or the start of a day in the time zone of the organization.',
    ),
  fixed_since: dayOrInstant.optional().describe('Fixed since then, in the same way.'),
  /** Open, and past its due date; or not yet, but with 80 % of the time used. */
  sla: z.enum(SLA_FILTERS).optional(),
  /**
   * Words of the title, or a rule, path, image, package or advisory; or a reference: `acme/web#412`, and `#412` with
   * `repo`, which finds in any state unless `state` says more.
   */
  q: z.string().max(200).optional(),
  sort: z.enum(['-risk', '-exploit', '-opened', 'opened']).default('-risk'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type FindingListParams = z.infer<typeof findingListParams>;

/** `GET /api/v1/findings/groups`. */
export const findingGroupParams = findingListParams.omit({ sort: true });
export type FindingGroupParams = z.infer<typeof findingGroupParams>;

/** Findings of one rule in one repository: the list with this `repo` and `rule` beside the same filters holds them. */
export const findingGroupRow = z.object({
  repo: z.string(),
  rule: z.string(),
  /** Of one of them with the highest risk, as are category, severity and scanner. */
  title: z.string(),
  category,
  severity,
  scanner: z.string(),
  count: z.number().int(),
  demo: z.boolean(),
});
export type FindingGroupRow = z.infer<typeof findingGroupRow>;

/** Where a text or another filter matches more than 10,000 findings, only so many are grouped: `findings` says so. */
export const findingGroupsView = z.object({
  items: z.array(findingGroupRow),
  next_cursor: z.string().nullable(),
  /** How many groups. */
  total,
  /** How many findings in all of them. */
  findings: total,
});
export type FindingGroupsView = z.infer<typeof findingGroupsView>;

/** `GET /api/v1/findings/facets`. */
export const findingFacetParams = findingListParams.omit({ cursor: true, limit: true, sort: true }).extend({
  /** Part of a repository's name: the repositories to count are those that have it, also those without a finding. */
  repo_q: z.string().max(200).optional(),
});
export type FindingFacetParams = z.infer<typeof findingFacetParams>;

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
  /** What counts in the score; `none`: no feed says anything. */
  exploit,
  /** Probability of exploitation within 30 days, 0 to 1; null: no loaded feed says. */
  epss: z.number().nullable(),
  /** The day by which KEV wants it fixed; null: it is not listed by what is loaded. */
  kev_due_on: z.string().nullable(),
  state: findingState,
  scanner: z.string(),
  rule: z.string(),
  path: z.string().nullable(),
  line: z.number().int().nullable(),
  package: z.string().nullable(),
  package_version: z.string().nullable(),
  advisory: z.string().nullable(),
  /** Name of the container image it is in, without tag and digest. */
  image: z.string().nullable(),
  first_seen_at: instant,
  opened_at: instant,
  fixed_at: instant.nullable(),
  reopened: z.number().int(),
  due_at: instant.nullable(),
  overdue: z.boolean(),
  /** Not overdue, but 80 % of the time is used. */
  at_risk: z.boolean(),
  /** Whether its repository is one of the demo's. */
  demo: z.boolean(),
  /** Who set its severity, which then is `severity` whatever reports state; null: nobody did. */
  severity_set: setSeverityView.nullable(),
  /** In alphabetical order. */
  tags: z.array(z.string()),
  /** Whose its fix is; null: nobody's, or it is not open. */
  owner: assignee.nullable(),
  /** The decision about it that is asked for or in force; null: there is none. */
  exception: z
    .object({
      id: z.string(),
      kind: z.enum(DECISIONS),
      state: z.enum(['requested', 'in_force']),
      /** Null: it has no end. */
      expires_at: instant.nullable(),
    })
    .nullable(),
  /** Path of its page on this server. */
  url: z.string(),
});
export type FindingRow = z.infer<typeof findingRow>;

const facet = z.array(
  z.object({ value: z.string(), label: z.string(), count: z.number().int(), selected: z.boolean() }),
);
export type FacetValue = z.infer<typeof facet>[number];

export const findingListView = z.object({
  items: z.array(findingRow),
  next_cursor: z.string().nullable(),
  total,
});
export type FindingListView = z.infer<typeof findingListView>;

/** `GET /api/v1/findings/facets`: what each click would add or leave; a facet ignores its own choice. */
export const findingFacetsView = z.object({
  state: facet,
  severity: facet,
  /** What KEV lists, and EPSS from 1 % on. */
  exploit: facet,
  category: facet,
  scanner: facet,
  /** Open findings at risk of being late, and late ones; null where there are too many to look at each, and of an upload. */
  sla: facet.nullable(),
  /** Whether any VEX document is loaded, so that `statement` is worth asking for; how many it leaves is not counted. */
  stated: z.boolean(),
  /** The 30 on the most of the first 10,000 tags. */
  tag: facet,
  /** The repositories with the most, at most 30, and all chosen ones. */
  repo: facet,
  /** True when the counters cannot answer and there are more than 10,000 matches: then only so many are counted. */
  capped: z.boolean(),
  /** All that the filter matches, exact up to 10,000: the list stops counting a common word at 1,000. */
  total,
});
export type FindingFacetsView = z.infer<typeof findingFacetsView>;

/** What the loaded records of OSV say of the finding's advisory, each with the date of its last change. */
export const osvView = z.object({
  /** Versions that fix it, where no report names one. */
  fixed_versions: z.array(z.string()),
  /** No report states a severity: the one of this record counts, the highest that any states. Null: a report states one. */
  severity: z.object({ value: severity, id: z.string(), modified_at: instant }).nullable(),
  /** The package is malicious, by this id; `modified_at` null: a report says so, and no record of it is loaded. */
  malicious: z.object({ id: z.string(), modified_at: instant.nullable() }).nullable(),
  records: z.array(
    z.object({
      id: z.string(),
      modified_at: instant,
      withdrawn: z.boolean(),
      /** It says which version of the finding's package fixes the problem. */
      fixes: z.boolean(),
    }),
  ),
});
export type OsvView = z.infer<typeof osvView>;

/** What a VEX document states about it; it changes nothing until somebody adopts it. */
export const statedView = z.object({
  document: z.number().int(),
  /** The document's own name for itself. */
  name: z.string(),
  version: z.string(),
  author: z.string(),
  role: z.string().nullable(),
  status: statementStatus,
  justification: z.enum(JUSTIFICATIONS).nullable(),
  impact: z.string().nullable(),
  action: z.string().nullable(),
  stated_at: instant,
  loaded_at: instant,
  loaded_by: z.string(),
  /** It says more than reports do (an architecture, a build): it may be about something else. */
  narrow: z.boolean(),
  /** Its author is trusted: it is adopted by itself, where it is not narrow. */
  trusted: z.boolean(),
  /** What adopting it makes of the finding; null: it hides nothing. Only the last word of a document can be adopted. */
  adopts: z.enum(DECISIONS).nullable(),
});
export type StatedView = z.infer<typeof statedView>;

/** `GET /api/v1/findings/{id}`. */
export const findingView = z.object({
  finding: findingRow,
  /** Null: it is of no advisory. */
  exploitation: exploitationView.nullable(),
  /** Null: no record of OSV that is loaded says anything of it. */
  osv: osvView.nullable(),
  evidence: z.array(evidenceView),
  sightings: z.array(sightingView),
  timeline: z.array(timelineEvent),
  action: actionRow.nullable(),
  /** What people say about it, the oldest first: all of it. */
  comments: z.array(commentView),
  /** `mine`: the signed-in person watches it. */
  watch: z.object({ mine: z.boolean(), watchers: z.number().int() }),
  /** Decisions about it, the newest first: one at most waits or is in force. */
  exceptions: z.array(exceptionRow),
  /** What VEX documents state about it, the newest first. */
  statements: z.array(statedView),
  /**
   * What the caller may do about it: ask for an exception; decide about one, or lower a severity; work on it, and on its fix.
   * `owns_severity`: the severity that somebody set is the caller's own.
   */
  may: z.object({
    request: z.boolean(),
    decide: z.boolean(),
    work: z.boolean(),
    owns_severity: z.boolean(),
    watch: z.boolean(),
  }),
  /** The first other open findings that the same action closes; `action.open` says how many there are. */
  siblings: z.array(findingRow),
});
export type FindingView = z.infer<typeof findingView>;
