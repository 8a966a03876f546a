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
    'organization_days',
    'outbox',
    'plumbline_migrations',
    'recovery_codes',
    'second_factors',
    'sessions',
    'setup_codes',
    'sign_in_failures',
    'sign_in_policies',
    'tokens',
    'workers',
  ],
} as const;

/** Range-partitioned by month already. */
export const BY_MONTH: readonly string[] = ['finding_events', 'repository_days'];
