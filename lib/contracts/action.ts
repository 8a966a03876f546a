import { z } from 'zod';
import { ACTION_KINDS } from '#lib/domain/action/key.ts';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { STAGES } from '#lib/domain/action/work.ts';
import { actionWork } from './action-work.ts';
import { category, cursor, instant, limit, list, repositoryName, severity, severityCounts, total } from './common.ts';

export const LANE_NAMES = ['act_now', 'by_value', 'watch'] as const;
export const lane = z.enum(LANE_NAMES);

/** Points that scores gain when this action alone is done. Screens say of which score: "+58.5 for acme/web, +2.0 overall". */
export const actionPoints = z.object({
  /** The score of its repository; null when it is done in several. */
  repository: z.number().nullable(),
  /** The score of the organization, as far as the caller sees it; 0 for a repository that does not count in it. */
  organization: z.number(),
});

/** Where hours come from: fixes of the organization's own, verified until then, or a rule of thumb. */
export const actionEffort = z.object({
  source: z.enum(['own_fixes', 'rule_of_thumb']),
  /** How many of the kind there were, and their median; at most four times the rule of thumb counts, and a quarter at least. */
  fixes: z.number().int().nullable(),
  median_hours: z.number().nullable(),
  until: instant.nullable(),
});

/** One fix, as rows of the queue and of "Do next" show it. */
export const actionRow = z.object({
  id: z.string(),
  /** The repository that it is done in; null: several, which `repositories` names. */
  repo: z.string().nullable(),
  /** How many repositories it is done in, with the first names. */
  repositories: z.object({ count: z.number().int(), names: z.array(z.string()) }),
  /** Whether it is done in a repository of the demo. */
  demo: z.boolean(),
  number: z.number().int(),
  /** The kind of fix; `coverage`: connect a scanner, or have it report again. */
  kind: z.string(),
  title: z.string(),
  /** Id of the rule that the title puts into words; null where it names none, or names it by its id. */
  rule: z.string().nullable(),
  category,
  severity: severity.nullable(),
  counts: severityCounts,
  open: z.number().int(),
  lane,
  /** Why it has this rank: what puts it into its lane, then the largest facts. A date is written behind the text. */
  why: z.array(z.object({ text: z.string(), at: instant.nullable() })),
  points: actionPoints,
  /** Hours that it takes; in several repositories, all together. */
  effort_hours: z.number(),
  effort: actionEffort,
  /** Version to go to, for upgrades. */
  target: z.string().nullable(),
  due_at: instant.nullable(),
  /** By the SLA: past its date, or not yet but with 80 % of the time of one of its findings used. */
  overdue: z.boolean(),
  at_risk: z.boolean(),
  /** Who does it, and whether it is said to be fixed. */
  work: actionWork,
  /** Path of its page on this server. */
  url: z.string(),
  /** Path of the list of its open findings. */
  findings_url: z.string(),
});
export type ActionRow = z.infer<typeof actionRow>;

/** `GET /api/v1/actions`: the remediation queue, lane by lane. */
export const actionListParams = z.object({
  repo: list(repositoryName).optional(),
  lane: list(lane).optional(),
  state: list(z.enum(STAGES)).optional(),
  /** `me`, `my_teams`, `nobody`, `person:12` or `team:payments`. */
  assignee: z
    .string()
    .regex(
      /^(?:me|my_teams|nobody|person:[1-9]\d{0,8}|team:[a-z0-9._-]{1,64})$/,
      'must be me, my_teams, nobody, person:… or team:…',
    )
    .optional(),
  kind: list(z.enum([...ACTION_KINDS, 'coverage'])).optional(),
  category: list(category).optional(),
  /** The highest severity of what it closes. */
  severity: list(severity).optional(),
  /** By the date that a person set, else by the SLA; `week`: overdue, or due within 7 days. */
  due: z.enum(['overdue', 'week']).optional(),
  /** By the SLA alone: overdue, or 80 % of the time is used. */
  sla: z.enum(SLA_FILTERS).optional(),
  /** Only what the signed-in person watches. */
  watched: z.enum(['me']).optional(),
  /** Words of the title, in any order. Looks at the first 5,000 of each lane. */
  q: z.string().max(200).optional(),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type ActionListParams = z.infer<typeof actionListParams>;

export const actionListView = z.object({
  items: z.array(actionRow),
  next_cursor: z.string().nullable(),
  /** Rows; what is the same in several repositories is one. Counting stops at 1,000 of a lane. */
  total,
  /** Of each lane, whichever were asked for. */
  lanes: z.object({ act_now: total, by_value: total, watch: total }),
});
export type ActionListView = z.infer<typeof actionListView>;
