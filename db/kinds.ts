/**
 * What every table is, for one machine or many: *repository* tables are spread by `repo_id`, *shared* ones are copied to
 * every node, *local* ones stay where they are. `kinds.test.ts` compares this with the catalogue.
 */
export const TABLE_KINDS = {
  repository: [
    'actions',
    'evidence',
    'finding_counts',
    'finding_events',
    'finding_redirects',
    'finding_terms',
    'findings',
    'pipelines',
    'repository_days',
    'repository_numbers',
    'repository_state',
    'runs',
    'sightings',
    'streams',
    'upload_parts',
    'uploads',
  ],
  shared: [
    'accounts',
    'advisory_names',
    'former_names',
    'organizations',
    'repositories',
    'repository_code_owners',
    'repository_labels',
    'rules',
    'team_members',
    'team_patterns',
    'team_repositories',
    'teams',
    'titles',
    'users',
  ],
  local: [
    'audit_entries',
    'audit_heads',
    'counters',
    'delivery_rates',
    'denials',
    'group_mappings',
    'identities',
    'mail_preferences',
    'mail_settings',
    'mails',
    'organization_days',
    'outbox',
    'plumbline_migrations',
    'recovery_codes',
    'second_factors',
    'sessions',
    'setup_codes',
    'sign_in_failures',
    'sign_in_policies',
    'sweeps',
    'tokens',
    'workers',
  ],
} as const;

/** Range-partitioned by month already. */
export const BY_MONTH: readonly string[] = ['finding_events', 'repository_days'];

/** Tables without an `org_id`, which the export and the deletion of an organization leave alone, and why. */
export const OF_NO_ORGANIZATION: Readonly<Record<string, string>> = {
  accounts: 'belongs to a person; goes with the last organization that the person leaves',
  identities: 'belongs to an account, and goes with it',
  recovery_codes: 'belongs to an account, and goes with it',
  second_factors: 'belongs to an account, and goes with it',
  sessions: 'belongs to an account, and goes with it',
  setup_codes: 'goes with the person whom an invitation is for',
  sign_in_failures: 'counts by the hash of an address, for a quarter of an hour',
  plumbline_migrations: 'of the installation',
  workers: 'of the installation',
  sweeps: 'when jobs of the installation last ran',
  counters: 'figures of the installation for its metrics, without names',
};
