/** What a path to production is called. P1 to P25, and what we add: an open branch (P26), any branch to a machine (P27). */
export const PATH_PATTERNS = {
  P26: { name: 'The branch that goes to production is open to all who write', severity: 'high' },
  P27: { name: 'Any branch runs on machines of production', severity: 'high' },
  P1: { name: 'A new branch reads a secret of the organization', severity: 'high' },
  P2: { name: 'A new branch reads a secret of the repository', severity: 'high' },
  P3: { name: 'A name with a slash escapes the rule about new branches', severity: 'high' },
  P4: { name: 'A new repository gets secrets or machines', severity: 'critical' },
  P5: { name: "A fork's pull request runs on own machines", severity: 'critical' },
  P6: { name: "A pull request's code runs with the repository's rights", severity: 'high' },
  P7: { name: 'A cloud role trusts every repository', severity: 'critical' },
  P8: { name: 'A cloud role trusts every branch of a repository', severity: 'high' },
  P9: { name: 'A cloud role trusts an environment that anybody may enter', severity: 'high' },
  P10: { name: 'An environment takes any branch', severity: 'high' },
  P11: { name: 'Who deploys approves it himself', severity: 'high' },
  P12: { name: 'An admin walks through', severity: 'high' },
  P13: { name: 'A ruleset lets somebody through', severity: 'high' },
  P14: { name: 'A deploy key writes', severity: 'high' },
  P15: { name: 'An App or a token writes', severity: 'high' },
  P16: { name: 'A workflow approves', severity: 'high' },
  P17: { name: 'Nobody is named as owner of workflow files', severity: 'medium' },
  P18: { name: 'A called workflow is easier to change than its callers', severity: 'high' },
  P19: { name: "A bot's name merges", severity: 'high' },
  P20: { name: 'A property takes a ruleset away', severity: 'medium' },
  P25: { name: 'Somebody takes from a safe with no second person', severity: 'high' },
  P22: { name: 'A Maintainer takes away what protects it', severity: 'high' },
  P23: { name: 'A variable or a machine is there for every branch', severity: 'high' },
  P24: { name: "Jobs of other projects act with their starters' rights", severity: 'high' },
  P21: { name: "A leaked token gives its owner's rights", severity: 'high' },
} as const satisfies Record<string, { name: string; severity: PathSeverity }>;
export type PathPattern = keyof typeof PATH_PATTERNS;

export const PATH_SEVERITIES = ['critical', 'high', 'medium'] as const;
export type PathSeverity = (typeof PATH_SEVERITIES)[number];
