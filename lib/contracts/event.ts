import { z } from 'zod';
import { DECISIONS } from '#lib/domain/finding/finding.ts';
import { PRINCIPAL_KINDS } from '#lib/domain/privilege/kinds.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { instant, severity } from './common.ts';

const count = z.number().int();
const score = z.number().nullable();

const about = {
  /** Name of the organization. */
  organization: z.string(),
  /** `owner/name`. */
  repository: z.string(),
  /** Id of the upload that caused it; null: no report did. */
  upload: z.string().nullable(),
  /** Where to look; needs signing in. */
  url: z.url(),
};

const event = <Type extends string, Data extends z.ZodRawShape>(type: Type, data: Data) =>
  z.object({
    type: z.literal(type),
    /** Stays the same however often the event is sent, and to whomever. */
    id: z.string(),
    /** When it happened. */
    timestamp: instant,
    data: z.object(data),
  });

const actionEventData = {
  ...about,
  count,
  /** To whom they were given, or who took them on: a person by number, a team by slug. Null: nobody, or it says nothing of that. */
  assignee: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('person'), id: count }),
      z.object({ kind: z.literal('team'), id: z.string() }),
    ])
    .nullable(),
  /** The first 20: number, kind of fix, page. */
  actions: z.array(z.object({ number: count, kind: z.string(), url: z.url() })),
};

const exceptionEventData = {
  ...about,
  count,
  /** `exempted`: it is about no findings, but says that `category` is not expected of the repository. */
  decision: z.enum([...DECISIONS, 'exempted']),
  /** Only of what is exempted. */
  category: z.enum(SCORE_CATEGORIES).nullable(),
  /** Null: it has no end. */
  expires_at: instant.nullable(),
  /** Why it ended, where conditions changed: `kev`, `epss`, `exposure`, `severity`, `verified`, `confirmed`. */
  because: z.string().nullable(),
  /** The first 20: number, id of the rule, page of the finding. */
  findings: z.array(z.object({ number: count, rule: z.string(), url: z.url() })),
};

const gateEventData = {
  ...about,
  /** Branch, tag or pull request, as CI names it. */
  ref: z.string(),
  commit: z.string().nullable(),
  /** Ids of the rules that are broken, or no longer are; the first 20. */
  rules: z.array(z.string()),
  /** Version of the policy; 0: the built-in one. */
  policy: count,
};

const reviewEventData = {
  organization: z.string(),
  url: z.url(),
  /** Id of the access review. */
  review: count,
  /** How many rights it is about; of `review_undone`: how many were decided to be taken away seven days ago or more, and are not seen to be gone. */
  rights: count,
};

/** The body of each request that a webhook gets. */
export const webhookEvent = z.discriminatedUnion('type', [
  event('posture_changed', {
    ...about,
    introduced: count,
    reopened: count,
    fixed: count,
    /** Null: not measured. */
    score_before: score,
    score_after: score,
  }),
  event('score_dropped', { ...about, score_before: z.number(), score_after: z.number() }),
  event('live_secret_found', {
    ...about,
    count,
    /** The first 20: number, id of the rule, page of the finding. Never the secret, nor where in the code it is. */
    findings: z.array(z.object({ number: count, rule: z.string(), url: z.url() })),
  }),
  event('malicious_found', {
    ...about,
    count,
    /** As of `kev_listed`. */
    findings: z.array(z.object({ number: count, advisory: z.string(), url: z.url() })),
  }),
  event('kev_listed', {
    ...about,
    count,
    /** The first 20: number, name of the vulnerability, page of the finding. */
    findings: z.array(z.object({ number: count, advisory: z.string(), url: z.url() })),
  }),
  event('epss_risen', {
    ...about,
    count,
    findings: z.array(z.object({ number: count, advisory: z.string(), url: z.url() })),
  }),
  event('admin_gained', {
    ...about,
    /** Who are admin of something now, and were not before. */
    count,
    /** The first 20: the account, of what it is admin now, in how many places, and by which group; null: directly. */
    people: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(PRINCIPAL_KINDS),
        group: z.string().nullable(),
        on: z.string(),
        places: count,
      }),
    ),
  }),
  event('pipeline_drifted', {
    ...about,
    /** Changes of files of pipelines of the default branch: the sum of those below. */
    count,
    /** Actions, workflows, images and includes of others that were not used before. */
    new_actions: count,
    /** Rights that tokens of jobs did not have before. */
    wider_permissions: count,
    /** Files that were changed where the branch asks nobody to look. */
    unreviewed: count,
  }),
  event('report_held', {
    ...about,
    /** Findings that the report would close. */
    closing: count,
    scanners: z.array(z.string()),
    /** It takes the place of one that waited. */
    again: z.boolean(),
  }),
  event('report_confirmed', {
    ...about,
    fixed: count,
    /** Id of the upload that waited; `upload` is the one that confirmed it. */
    held_upload: z.string(),
  }),
  event('pipeline_silent', {
    ...about,
    pipeline: z.string(),
    scanners: z.array(z.string()),
    last_report_at: instant,
    usual_hours: z.number(),
  }),
  event('action_claimed', actionEventData),
  event('action_assigned', actionEventData),
  event('action_released', actionEventData),
  event('action_not_fixed', actionEventData),
  event('action_awaiting', actionEventData),
  event('action_verified', actionEventData),
  event('action_back', actionEventData),
  event('exception_requested', exceptionEventData),
  event('exception_approved', exceptionEventData),
  event('exception_refused', exceptionEventData),
  event('exception_withdrawn', exceptionEventData),
  event('exception_extended', exceptionEventData),
  event('exception_expiring', exceptionEventData),
  event('exception_expired', exceptionEventData),
  event('exception_returned', exceptionEventData),
  event('gate_failed', gateEventData),
  event('gate_passed', {
    ...gateEventData,
    /**
     * Findings that broke the rules and are open still: rules about what is new hold again although nobody fixed them. At
     * least so many, where more broke them than were named; null: not known.
     */
    still_open: count.nullable(),
  }),
  event('branch_gate_failed', gateEventData),
  event('branch_gate_passed', gateEventData),
  event('policy_changed', {
    organization: z.string(),
    /** Null: the organization's policy; else the repository whose own rules changed. */
    repository: z.string().nullable(),
    url: z.url(),
    version: count,
    /** The repository's own rules were removed. */
    removed: z.boolean(),
  }),
  event('severity_set', {
    ...about,
    count,
    /** False: the severity that a person had set was taken back. */
    set: z.boolean(),
    /** The first 20. */
    findings: z.array(z.object({ number: count, from: severity, to: severity, url: z.url() })),
  }),
  event('comment_added', {
    ...about,
    /** The finding that it is about. What was said is not told. */
    finding: count,
    /** Id of the comment. */
    comment: z.string(),
  }),
  event('review_opened', { ...reviewEventData, due_at: instant }),
  event('review_ended', {
    ...reviewEventData,
    state: z.enum(['closed', 'cancelled']),
    certified: count,
    revoked: count,
    changed: count,
    undecided: count,
  }),
  event('review_undone', reviewEventData),
  event('audit_anchored', {
    organization: z.string(),
    url: z.url(),
    /** Number and hash of the last entry of the audit log at that time: `plumbline audit verify --anchor` compares them. */
    sequence: count,
    hash: z.string(),
  }),
  event('test', { organization: z.string(), message: z.string(), url: z.url() }),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;
