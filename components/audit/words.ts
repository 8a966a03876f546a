import type { AuditRow } from '#lib/contracts/audit.ts';
import type { AuditGroup } from '#lib/domain/audit/audit-groups.ts';
import type { ActorKind, AuditVerb } from '#lib/domain/audit/entry.ts';

/** What happened, after the name of who did it. */
export const VERB_WORDS: Record<AuditVerb, string> = {
  'session.signed_in': 'Signed in',
  'session.sign_in_failed': 'Failed to sign in',
  'session.locked_out': 'Locked out after failed sign-ins',
  'session.signed_out': 'Signed out',
  'session.ended': 'Ended own sessions',
  'session.switched': 'Came over from another organization',
  'person.first_administrator': 'Became the first administrator',
  'person.invited': 'Invited a person',
  'person.invitation_accepted': 'Accepted an invitation',
  'person.name_changed': 'Changed own name',
  'person.role_changed': 'Changed a role',
  'person.disabled': 'Disabled a person',
  'person.enabled': 'Enabled a person',
  'person.removed': 'Removed a person',
  'person.password_changed': 'Changed own password',
  'person.email_asked': 'Asked for another e-mail address',
  'person.email_withdrawn': 'Withdrew the wish for another e-mail address',
  'person.email_refused': 'Refused another e-mail address',
  'person.email_changed': 'Changed an e-mail address',
  'organization.created': 'Created the organization',
  'person.admitted': 'Got in without an invitation',
  'person.identity_linked': 'Connected a sign-in provider',
  'person.identity_unlinked': 'Disconnected a sign-in provider',
  'person.second_factor_on': 'Turned own second factor on',
  'person.second_factor_off': 'Turned own second factor off',
  'person.second_factor_reset': 'Reset a second factor',
  'person.recovery_code_used': 'Used a recovery code',
  'person.recovery_codes_renewed': 'Made new recovery codes',
  'organization.renamed': 'Renamed the organization',
  'organization.sign_in_changed': 'Changed the rules for signing in',
  'organization.group_mapping_added': 'Gave a group a role or team',
  'organization.group_mapping_removed': 'Took a role or team from a group',
  'organization.exported': 'Exported the data of the organization',
  'organization.deleted': 'Deleted the organization',
  'token.created': 'Created a token',
  'token.revoked': 'Revoked a token',
  'repository.changed': 'Changed settings of a repository',
  'repository.renamed': 'Renamed a repository',
  'repository.archived': 'Archived a repository',
  'repository.unarchived': 'Took a repository out of the archive',
  'repository.deleted': 'Deleted a repository',
  'repository.labels_changed': 'Changed labels of a repository',
  'repository.code_owners_changed': 'Sent the CODEOWNERS file of a repository',
  'stream.retired': 'Retired a stream',
  'upload.accepted': 'Delivered a report',
  'upload.released': 'Released a held report',
  'team.created': 'Made a team',
  'team.renamed': 'Renamed a team',
  'team.deleted': 'Deleted a team',
  'team.members_changed': 'Changed members of a team',
  'team.patterns_changed': 'Changed patterns of a team',
  'team.repositories_changed': 'Changed repositories of a team',
  'organization.developer_sight_changed': 'Changed what developers see',
  'upload.confirmed': 'Confirmed a held report by another one',
  'upload.downloaded': 'Downloaded a report',
  'audit.exported': 'Exported the audit log',
  'audit.removed': 'Removed old entries by policy',
  'access.denied': 'Was refused',
  'organization.retention_changed': 'Changed how long reports are kept',
  'organization.limits_changed': 'Changed limits of deliveries',
  'upload.removed': 'Removed stored reports by policy',
  'installation.migrated': 'Upgraded the installation',
  'installation.backed_up': 'Backed up the installation',
  'installation.restored': 'Restored the installation from a backup',
  'person.alerts_changed': 'Changed own alerts',
  'team.alerts_changed': 'Changed alerts of a team',
  'sink.created': 'Made a webhook',
  'sink.changed': 'Changed a webhook',
  'sink.deleted': 'Deleted a webhook',
  'sink.secret_rotated': 'Changed the secret of a webhook',
  'sink.paused': 'Paused a webhook',
  'sink.resumed': 'Resumed a webhook',
  'sink.stopped': 'Stopped a webhook that failed for too long',
  'sink.replayed': 'Had a webhook send again',
  'sink.tested': 'Tested a webhook',
  'demo.loaded': 'Loaded the demo',
  'demo.removed': 'Removed the demo',
  'mail.sent': 'Sent a mail',
  'mail.address_failed': 'Disabled an address that refuses mail',
  'mail.address_repaired': 'Repaired an address for mails',
  'mail.preferences_changed': 'Chose other mails',
  'mail.settings_changed': 'Changed who gets digests, and when',
  'mail.test_ordered': 'Ordered a test mail',
  'mail.unsubscribed': 'Ended mails by a link in one',
};

export const GROUP_WORDS: Record<AuditGroup, string> = {
  session: 'Sign-ins and sessions',
  person: 'People',
  organization: 'Organization',
  token: 'Tokens',
  repository: 'Repositories',
  stream: 'Streams',
  upload: 'Reports',
  team: 'Teams',
  audit: 'Audit log',
  mail: 'Mail',
  access: 'Refused requests',
  installation: 'Installation',
  sink: 'Webhooks',
  demo: 'Demo',
};

export const ACTOR_WORDS: Record<ActorKind, string | null> = {
  person: null,
  upload_token: 'upload token',
  api_token: 'API token',
  command_line: 'command line',
  system: 'Plumbline',
  nobody: null,
};

/** `viewer → auditor`, `criticality: low → high; code url: none`; empty when there is nothing to say. */
export function detailText({ detail }: Pick<AuditRow, 'detail'>): string {
  const { from, to, ...rest } = detail;
  const change = from === undefined || to === undefined ? [] : [`${from} → ${to}`];
  const parts = Object.entries(rest).flatMap(([name, value]) => {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    const text = Array.isArray(value) ? value.join(', ') : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
    return [`${name.replaceAll('_', ' ')}: ${text}`];
  });
  return [...change, ...parts].join('; ');
}
