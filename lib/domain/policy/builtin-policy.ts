import type { Policy } from './schema.ts';

/**
 * What holds until an organization saves a policy of its own. It stops little, and nothing that was there before: a
 * branch that adds a secret, what is known to be exploited, or something critical that has a fix. Where there is nothing
 * to compare with yet, as on the first scan, it warns.
 */
export const BUILTIN_TEXT = `# Rules that every report is judged by. Every kind of rule: docs/policy.md
version: 1

rules:
  - id: new-secrets
    title: No new secrets
    kind: secret
    findings: introduced
    max: 0
    on_unknown: warn

  - id: new-exploited
    title: Nothing new that is known to be exploited
    kind: exploit
    findings: introduced
    at_least: kev
    max: 0
    on_unknown: warn

  - id: new-critical
    title: No new critical findings that have a fix
    kind: severity
    findings: introduced
    fixable: only
    max: { critical: 0 }
    on_unknown: warn

  # Says so, and lets the build go on. Change warn to fail when your teams are ready.
  - id: new-high
    title: No new high findings that have a fix
    kind: severity
    mode: warn
    findings: introduced
    fixable: only
    max: { high: 0 }
    on_unknown: pass
`;

const base = { findings: 'introduced', accepted: 'ignore', mode: 'fail', on_unknown: 'warn' } as const;

/** The text as rules, written out so that a browser needs no YAML for it; a test compares the two. */
export const BUILTIN_POLICY: Policy = {
  version: 1,
  rules: [
    { ...base, id: 'new-secrets', title: 'No new secrets', kind: 'secret', which: 'any', max: 0 },
    {
      ...base,
      id: 'new-exploited',
      title: 'Nothing new that is known to be exploited',
      kind: 'exploit',
      fixable: 'any',
      at_least: 'kev',
      max: 0,
    },
    {
      ...base,
      id: 'new-critical',
      title: 'No new critical findings that have a fix',
      kind: 'severity',
      fixable: 'only',
      max: { critical: 0 },
    },
    {
      ...base,
      id: 'new-high',
      title: 'No new high findings that have a fix',
      kind: 'severity',
      mode: 'warn',
      on_unknown: 'pass',
      fixable: 'only',
      max: { high: 0 },
    },
  ],
};
