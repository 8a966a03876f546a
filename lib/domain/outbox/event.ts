import type { ActionKind } from '#lib/domain/action/key.ts';
import type { EndReason } from '#lib/domain/decision/exception.ts';
import type { Decision, Severity } from '#lib/domain/finding/finding.ts';
import type { PrincipalKind } from '#lib/domain/privilege/inventory.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { PostureChange } from './posture-change.ts';

/** Longer lists are cut; `count` says how many there are. */
export const MOST_LISTED = 20;

/** Secrets that were tried and still work, and were not known as such before. */
export interface LiveSecrets {
  count: number;
  /** The first of each, with the id of the rule that found it; never the secret or a place in the code. */
  findings: readonly { number: number; rule: string }[];
}

/** Open findings of vulnerabilities that are exploited, or likely to be, by what a feed says only now. */
export interface ExploitedFindings {
  count: number;
  /** The first of each, with the name of the advisory, which is public. */
  findings: readonly { number: number; advisory: string }[];
}

/** A report that would close nearly everything, and therefore waits. */
export interface HeldReport {
  /** Findings that it would close. */
  closing: number;
  scanners: readonly string[];
  /** It takes the place of one that waited. */
  again: boolean;
}

/** A report that waited, and took effect because a report of another run says the same. Nobody decided it. */
export interface ConfirmedReport {
  /** Number of the upload that waited; that of the entry is the one that confirmed it. */
  held: number;
  fixed: number;
}

/** A pipeline that reported in a rhythm, and stopped. */
export interface SilentPipeline {
  pipeline: string;
  scanners: readonly string[];
  /** ISO 8601. */
  lastReportAt: string;
  /** Usual hours between reports. */
  usualHours: number;
}

/** Actions of which people, or scans, say something. Their titles are texts of reports, and stay here. */
export interface WorkedActions {
  count: number;
  /** The first of them. */
  actions: readonly { number: number; kind: ActionKind }[];
  /** Whose they became: a person's number, or a team's slug; null: nobody's. Left out where nobody gave them to anybody. */
  assignee?: { kind: 'person'; id: number } | { kind: 'team'; id: string } | null;
}

/** Where the audit log of an organization ended, once a day: number and hash of its last entry. */
export interface AuditAnchor {
  sequence: number;
  hash: string;
}

/** Exceptions of a repository of which one thing happened at once. */
export interface ExceptionNews {
  count: number;
  decision: Decision;
  /** The first of them, with the id of the rule that found each. */
  findings: readonly { number: number; rule: string }[];
  /** ISO 8601; null: no end. */
  expiresAt: string | null;
  /** Why it ended, where nobody ended it. */
  reason: EndReason | null;
  /** Of an exemption, which is about no findings: the category that is not expected of the repository. */
  category?: ScoreCategory;
}

/** The gate of a ref that fails by what a report says, or passes again. */
export interface GateNews {
  /** Ids of the rules that are broken, or no longer are; the first of them. */
  rules: readonly string[];
  /** Version of the policy; 0: the built-in one. */
  policy: number;
  /** Of a branch, a tag or a pull request, as CI names it. */
  ref: string;
  commit: string | null;
  /**
   * Of one that passes on a ref that counts: findings that broke it and are open still, as they are new no more; at least
   * so many, where more broke it than were named. Null or left out: not known.
   */
  stillOpen?: number | null;
}

/** A policy that was saved: the organization's, or the own rules of the repository that the entry is about. */
export interface ChangedPolicy {
  version: number;
  /** A repository's own rules that were removed. */
  removed: boolean;
}

/** Those who are admin of something since a snapshot, and were not before. Names are those of accounts and of what they are admin of. */
export interface GainedAdmins {
  snapshot: number;
  count: number;
  /** The first of them; `on`: one of what they are admin of now, `places`: how many there are. */
  people: readonly GainedAdminName[];
}

export interface GainedAdminName {
  name: string;
  kind: PrincipalKind;
  /** The group by which; null: it was given directly. */
  group: string | null;
  on: string;
  places: number;
}

/** Files of pipelines of a default branch that give more to somebody than before. */
export interface PipelineDrift {
  count: number;
  newActions: number;
  widerPermissions: number;
  /** Changed, where the branch asks nobody to look. */
  unreviewed: number;
}

/** Findings of which a person set the severity, or took that back. */
export interface SetSeverities {
  count: number;
  /** False: it is what reports state again. */
  set: boolean;
  /** The first of them. */
  findings: readonly { number: number; from: Severity; to: Severity }[];
}

/** Somebody said something about a finding. What they said stays here. */
export interface AddedComment {
  finding: number;
  comment: number;
}

/** An access review that began or ended, or of which something should be gone and is not. Its name is somebody's text, and stays here. */
export interface ReviewNews {
  review: number;
  /** Its rights; of `review_undone`: those that should be gone. */
  rights: number;
}

/** What was decided of its rights. */
export interface EndedReview extends ReviewNews {
  state: 'closed' | 'cancelled';
  certified: number;
  revoked: number;
  changed: number;
}

/** What can happen, and what is told of it. Nothing of it is a text of a report, except ids of rules and names of scanners, pipelines and accounts. */
export interface OutboxDetails {
  posture_changed: PostureChange;
  live_secret_found: LiveSecrets;
  /** Their packages turned out to be malicious, or came with a report. */
  malicious_found: ExploitedFindings;
  /** KEV lists them now. */
  kev_listed: ExploitedFindings;
  /** EPSS rose to 10 % or more, or to 50 % or more. */
  epss_risen: ExploitedFindings;
  /** An inventory shows somebody as admin who was not. */
  admin_gained: GainedAdmins;
  /** Files of pipelines run something new of others, may do more, or were changed without anybody who looks. */
  pipeline_drifted: PipelineDrift;
  report_held: HeldReport;
  report_confirmed: ConfirmedReport;
  pipeline_silent: SilentPipeline;
  audit_anchored: AuditAnchor;
  exception_requested: ExceptionNews;
  exception_approved: ExceptionNews;
  exception_refused: ExceptionNews;
  exception_withdrawn: ExceptionNews;
  /** Given another end. */
  exception_extended: ExceptionNews;
  exception_expired: ExceptionNews;
  exception_returned: ExceptionNews;
  /** Before it ends: 14 days, and 3. */
  exception_expiring: ExceptionNews;
  /** Somebody took them on. */
  action_claimed: WorkedActions;
  /** Somebody gave them to a person or a team. */
  action_assigned: WorkedActions;
  /** Nobody has them any more. */
  action_released: WorkedActions;
  /** Somebody says that they are fixed; no scan has agreed yet. */
  action_awaiting: WorkedActions;
  /** Somebody takes that back. */
  action_not_fixed: WorkedActions;
  /** A scan agrees: the last of their findings is gone. */
  action_verified: WorkedActions;
  /** A scan that was taken after somebody said so still holds them. */
  action_back: WorkedActions;
  /** Of the default branch, and other refs that count: what fails there and did not before. */
  gate_failed: GateNews;
  gate_passed: GateNews;
  /** The same of any other ref: branches, pull requests. */
  branch_gate_failed: GateNews;
  branch_gate_passed: GateNews;
  policy_changed: ChangedPolicy;
  severity_set: SetSeverities;
  comment_added: AddedComment;
  review_opened: ReviewNews & { dueAt: string };
  review_ended: EndedReview;
  /** Once a week: what was decided seven days ago or more, and no inventory shows to be done. */
  review_undone: ReviewNews;
}

export type OutboxKind = keyof OutboxDetails;

/** Kind and detail, which belong together. */
export type OutboxEvent = { [Kind in OutboxKind]: { kind: Kind; detail: OutboxDetails[Kind] } }[OutboxKind];
