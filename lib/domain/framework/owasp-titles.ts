/** CICD-SEC-1 to 10, as OWASP calls them. */
export const OWASP_TITLES: readonly string[] = [
  'Insufficient Flow Control Mechanisms',
  'Inadequate Identity and Access Management',
  'Dependency Chain Abuse',
  'Poisoned Pipeline Execution (PPE)',
  'Insufficient PBAC (Pipeline-Based Access Controls)',
  'Insufficient Credential Hygiene',
  'Insecure System Configuration',
  'Ungoverned Usage of 3rd Party Services',
  'Improper Artifact Integrity Validation',
  'Insufficient Logging and Visibility',
];
