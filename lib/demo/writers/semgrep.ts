import { codeOf, type Issue, type Level } from '#lib/demo/issue.ts';

const SEVERITIES: Readonly<Record<Level, string>> = {
  critical: 'CRITICAL',
  high: 'ERROR',
  medium: 'WARNING',
  low: 'INFO',
};

/** `semgrep --json`; `live`: a secret that its validator tried with success. */
export function semgrepReport(issues: readonly Issue[], live: boolean): string {
  return JSON.stringify({
    version: '1.97.0',
    results: [...issues.map(resultOf), ...(live ? [LIVE_SECRET] : [])],
    errors: [],
    paths: { scanned: [...new Set(issues.map((issue) => issue.path))].sort() },
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

const LIVE_SECRET = {
  check_id: 'generic.secrets.carrier-api-token',
  path: 'internal/store/carrier.go',
  start: { line: 18, col: 11, offset: 420 },
  end: { line: 18, col: 60, offset: 469 },
  extra: {
    message: 'A token of the carrier interface is in the code, and it works.',
    severity: 'ERROR',
    lines: 'const carrierToken = "demo-not-a-real-token"',
    fingerprint: 'requires login',
    validation_state: 'CONFIRMED_VALID',
    metadata: { category: 'security', confidence: 'HIGH', cwe: ['CWE-798'] },
    engine_kind: 'PRO',
  },
};
