/** What can be done that the audit log keeps, as `what.happened`. */
export const AUDIT_VERBS = [
  'session.signed_in',
  'session.sign_in_failed',
  'session.locked_out',
  'session.signed_out',
  'session.ended',
  'session.switched',
  'person.first_administrator',
  'person.invited',
  'person.invitation_accepted',
  'person.name_changed',
  'person.role_changed',
  'person.disabled',
  'person.enabled',
  'person.removed',
  'person.password_changed',
  'person.email_asked',
  'person.email_withdrawn',
  'person.email_refused',
  'person.email_changed',
  'organization.created',
  'person.admitted',
  'person.identity_linked',
  'person.identity_unlinked',
  'person.second_factor_on',
  'person.second_factor_off',
  'person.second_factor_reset',
  'person.recovery_code_used',
  'person.recovery_codes_renewed',
  'organization.renamed',
  'organization.sign_in_changed',
  'organization.group_mapping_added',
  'organization.group_mapping_removed',
  'organization.exported',
  'organization.deleted',
  'token.created',
  'token.revoked',
  'repository.changed',
  'repository.renamed',
  'repository.archived',
  'repository.unarchived',
  'repository.deleted',
  'repository.labels_changed',
  'repository.code_owners_changed',
  'repository.commits_told',
  'stream.retired',
  'action.claimed',
  'action.released',
  'action.assigned',
  'action.said_fixed',
  'action.not_fixed',
  'action.due_changed',
  'action.watched',
  'action.unwatched',
  'upload.accepted',
  'upload.events_begun',
  'upload.released',
  'team.created',
  'team.renamed',
  'team.deleted',
  'team.members_changed',
  'team.patterns_changed',
  'team.repositories_changed',
  'organization.developer_sight_changed',
  'exception.requested',
  'exception.approved',
  'exception.refused',
  'exception.withdrawn',
  'exception.extended',
  'exception.expired',
  'exception.returned',
  'exemption.requested',
  'exemption.approved',
  'exemption.refused',
  'exemption.withdrawn',
  'exemption.expired',
  'exception.rule_requested',
  'exception.rule_approved',
  'exception.rule_refused',
  'exception.rule_withdrawn',
  'exception.rule_extended',
  'exception.rule_expired',
  'finding.severity_set',
  'finding.severity_unset',
  'finding.tags_changed',
  'finding.commented',
  'finding.comment_edited',
  'finding.comment_deleted',
  'finding.watched',
  'finding.unwatched',
  'upload.confirmed',
  'upload.downloaded',
  'audit.exported',
  'finding.exported',
  'action.exported',
  'exception.exported',
  'framework.exported',
  'coverage.exported',
  'coverage.cadence_exported',
  'organization.privileges_exported',
  'privilege.exported',
  'audit.removed',
  'privilege.removed',
  'access.denied',
  'organization.retention_changed',
  'organization.limits_changed',
  'organization.exception_policy_changed',
  'organization.privilege_settings_changed',
  'organization.inventory_mapping_saved',
  'organization.sla_changed',
  'upload.removed',
  'mail.sent',
  'mail.address_failed',
  'mail.address_repaired',
  'mail.preferences_changed',
  'mail.settings_changed',
  'mail.test_ordered',
  'mail.unsubscribed',
  'installation.migrated',
  'installation.backed_up',
  'installation.restored',
  'installation.signing_key_rotated',
  'person.alerts_changed',
  'team.alerts_changed',
  'sink.created',
  'sink.changed',
  'sink.deleted',
  'sink.secret_rotated',
  'sink.paused',
  'sink.resumed',
  'sink.stopped',
  'sink.replayed',
  'sink.tested',
  'tracker.created',
  'tracker.changed',
  'tracker.deleted',
  'tracker.tested',
  'action.issue_ordered',
  'feed.accepted',
  'feed.loaded',
  'feed.refused',
  'feed.source_changed',
  'feed.fetch_ordered',
  'statement.loaded',
  'statement.withdrawn',
  'statement.adopted',
  'statement.trust_changed',
  'view.created',
  'view.changed',
  'view.deleted',
  'policy.changed',
  'policy.override_changed',
  'policy.override_removed',
  'review.opened',
  'review.decided',
  'review.delegated',
  'review.closed',
  'review.cancelled',
  'review.evidence_downloaded',
  'posture_statement.downloaded',
  'review.revocations_exported',
  'report.downloaded',
  'report.scheduled',
  'report.schedule_changed',
  'report.schedule_deleted',
  'demo.loaded',
  'demo.removed',
] as const;
export type AuditVerb = (typeof AUDIT_VERBS)[number];

/** `nobody`: somebody who was not signed in; `system`: Plumbline itself, as the worker does what was ordered before. */
export const ACTOR_KINDS = ['person', 'upload_token', 'api_token', 'command_line', 'system', 'nobody'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const TARGET_KINDS = [
  'person',
  'token',
  'repository',
  'stream',
  'upload',
  'finding',
  'team',
  'organization',
  'sink',
  'tracker',
  'feed',
  'vex_document',
  'action',
  'view',
  'access_review',
  'posture_statement',
  'report_schedule',
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export interface AuditActor {
  kind: ActorKind;
  /** Of the person or token; null for the others. */
  id: number | null;
  /** At that time. */
  name: string;
}

export interface AuditTarget {
  kind: TargetKind;
  /** As addresses and answers write it. */
  id: string;
  /** At that time. Of streams and uploads: the name of their repository. */
  name: string;
}

export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One entry of an organization's audit log. It is never changed, and removed only by the organization's retention policy. */
export interface AuditEntry {
  orgId: number;
  /** Counts up from 1 without gaps. */
  sequence: number;
  at: Date;
  actor: AuditActor;
  verb: AuditVerb;
  target: AuditTarget;
  /** IP address or network that the request came from; null for commands and the worker. */
  source: string | null;
  detail: AuditDetail;
}

/** Stands for texts of an entry: SHA-256, in hex, over salt and texts. Without the salt the texts were taken out for good. */
export interface Seal {
  salt: string | null;
  digest: string;
}

/** `actor`: name and source; `target`: name; `detail`. The hash of the entry covers the digests. */
export interface Seals {
  actor: Seal;
  target: Seal;
  detail: Seal;
}

/** An entry with its place in the chain: hashes are SHA-256 in hex. */
export interface ChainedEntry extends AuditEntry {
  /** Null for entries from before there were seals. */
  seals: Seals | null;
  previous: string;
  hash: string;
}

/** Where the chain of an organization ends. */
export interface ChainHead {
  sequence: number;
  hash: string;
}
