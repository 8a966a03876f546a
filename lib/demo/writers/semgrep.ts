import { codeOf, type Issue, type Leak, type Level } from '#lib/demo/issue.ts';

const SEVERITIES: Readonly<Record<Level, string>> = {
  critical: 'CRITICAL',
  high: 'ERROR',
  medium: 'WARNING',
  low: 'INFO',
};

const README = 'README.md';

/** `semgrep --json`; `leaks`: secrets that its validator tried with success. */
export function semgrepReport(issues: readonly Issue[], leaks: readonly Leak[]): string {
  return JSON.stringify({
    version: '1.97.0',
    results: [...issues.map(resultOf), ...leaks.map(secretOf)],
    errors: [],
    // Without one file the scan would speak for nothing, and close nothing.
    paths: { scanned: [...new Set([README, ...[...issues, ...leaks].map(({ path }) => path)])].sort() },
    skipped_rules: [],
  });
}

function resultOf(issue: Issue): unknown {
  const { problem, path, line } = issue;
  const code = codeOf(issue);
  return {
    check_id: problem.rule,
    path,
    start: { line, col: 3, offset: line * 40 },
    end: { line, col: 3 + code.length, offset: line * 40 + code.length },
    extra: {
      message: problem.title,
      severity: SEVERITIES[problem.level],
      lines: `  ${code}`,
      fingerprint: 'requires login',
      metadata: { category: 'security', confidence: 'HIGH', cwe: [`CWE-${problem.cwe}`] },
      engine_kind: 'OSS',
    },
  };
}

const secretOf = ({ path, line, code }: Leak): unknown => ({
  check_id: 'generic.secrets.carrier-api-token',
  path,
  start: { line, col: 11, offset: line * 24 },
  end: { line, col: 11 + code.length, offset: line * 24 + code.length },
  extra: {
    message: 'A token of the carrier interface is in the code, and it works.',
    severity: 'ERROR',
    lines: code,
    fingerprint: 'requires login',
    validation_state: 'CONFIRMED_VALID',
    metadata: { category: 'security', confidence: 'HIGH', cwe: ['CWE-798'] },
    engine_kind: 'PRO',
  },
});
