import { z } from 'zod';
import { ISSUE_STATES, TRACKER_KINDS } from '#lib/domain/tracker/tracker.ts';
import { instant, visibleWord } from './common.ts';

const name = visibleWord(100).trim().min(1);
const address = z.string().trim().min(1).max(500);
const account = z.email().max(255);
/** Of credentials: it is shown to nobody again. */
const token = z
  .string()
  .trim()
  .min(8)
  .max(4000)
  .regex(/^[\x21-\x7e]+$/, 'must be a token: printable characters without spaces');
const label = visibleWord(60)
  .trim()
  .min(1)
  .regex(/^[^\s,]+$/, 'must hold no space or comma');
const issueType = visibleWord(60).trim().min(1);

/** `acme/web`, `acme/*`, `acme/**`, `*`. */
const repositories = z
  .string()
  .trim()
  .max(255)
  .regex(/^(?:\*|[A-Za-z0-9*._-]+(?:\/[A-Za-z0-9*._-]+)+)$/, 'must look like acme/web, acme/* or *');
const projectRule = z
  .object({
    repositories,
    /** `acme/issues`, `group/project` or `SEC`; null: the project of the repository's own name, on GitHub and GitLab. */
    project: z.string().trim().min(1).max(255).nullable(),
  })
  .strict();
const projects = z.array(projectRule).min(1).max(200);

/** `POST /api/v1/trackers`. */
export const createTrackerBody = z
  .object({
    kind: z.enum(TRACKER_KINDS),
    name,
    /** `https://github.com`, `https://gitlab.example.com`, `https://acme.atlassian.net`. */
    address,
    /** The e-mail address of the account that the token is of: of Jira Cloud only. */
    account: account.nullable().default(null),
    token,
    /** The first rule that matches a repository says where its issues go. */
    projects,
    labels: z.array(label).max(10).default(['plumbline']),
    /** Of Jira. */
    issue_type: issueType.default('Task'),
    /** Closes an issue, beside commenting on it, when a scan no longer finds what its fix was about. */
    closes: z.boolean().default(false),
  })
  .strict();
export type CreateTrackerBody = z.input<typeof createTrackerBody>;
export type CreateTrackerInput = z.output<typeof createTrackerBody>;

/** `PATCH /api/v1/trackers/{id}`: what is left out stays. Another address needs the token again. */
export const trackerChange = z
  .object({
    name: name.optional(),
    address: address.optional(),
    account: account.nullable().optional(),
    token: token.optional(),
    projects: projects.optional(),
    labels: z.array(label).max(10).optional(),
    issue_type: issueType.optional(),
    closes: z.boolean().optional(),
  })
  .strict();
export type TrackerChange = z.output<typeof trackerChange>;

export const trackerView = z.object({
  id: z.number().int(),
  kind: z.enum(TRACKER_KINDS),
  name: z.string(),
  address: z.string(),
  account: z.string().nullable(),
  projects: z.array(z.object({ repositories: z.string(), project: z.string().nullable() })),
  labels: z.array(z.string()),
  issue_type: z.string(),
  closes: z.boolean(),
  /** The tracker takes no requests until then. */
  paused_until: instant.nullable(),
  created_at: instant,
});
export type TrackerView = z.infer<typeof trackerView>;

export const trackerListView = z.object({ items: z.array(trackerView) });
export type TrackerListView = z.infer<typeof trackerListView>;

/** `POST /api/v1/trackers/{id}/test`: nothing is made. */
export const trackerTest = z.object({
  works: z.boolean(),
  /** Of each project that the rules name, and of one repository for a rule that names none. */
  projects: z.array(
    z.object({
      project: z.string(),
      works: z.boolean(),
      /** What is in the way, or that nothing is. */
      sentence: z.string(),
    }),
  ),
});
export type TrackerTest = z.infer<typeof trackerTest>;

/** `POST /api/v1/actions/{id}/issues`. */
export const orderIssueBody = z.object({ tracker: z.number().int().min(1).max(2_147_483_647) }).strict();
export type OrderIssueBody = z.output<typeof orderIssueBody>;

export const issueView = z.object({
  tracker: z.object({
    id: z.number().int(),
    kind: z.enum(TRACKER_KINDS),
    /** Null: it was removed, and the issue is not followed any more. */
    name: z.string().nullable(),
  }),
  project: z.string(),
  /** `waiting`: it is being made. `gone`, `unreadable`, `refused`: `problem` says why. */
  state: z.enum(ISSUE_STATES),
  /** `#12`, `SEC-7`; null until it is made. */
  key: z.string().nullable(),
  url: z.string().nullable(),
  /** Name of whom the tracker says it is assigned to. */
  assignee: z.string().nullable(),
  problem: z.string().nullable(),
  /** When the tracker was asked last. */
  checked_at: instant.nullable(),
  /** When it is tried again; null: not by itself. */
  next_at: instant.nullable(),
  created_at: instant,
  created_by: z.string(),
});
export type IssueView = z.infer<typeof issueView>;

/** `GET /api/v1/actions/{id}/issues`. */
export const actionIssuesView = z.object({
  items: z.array(issueView),
  /** Where an issue of it can be made, by the rules for its repository, and is not yet. */
  trackers: z.array(
    z.object({ id: z.number().int(), kind: z.enum(TRACKER_KINDS), name: z.string(), project: z.string() }),
  ),
  /** Whether the caller's role may order one. */
  may: z.boolean(),
});
export type ActionIssuesView = z.infer<typeof actionIssuesView>;
