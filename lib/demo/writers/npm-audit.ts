import type { Issue, Level } from '#lib/demo/issue.ts';

const SEVERITIES: Readonly<Record<Level, string>> = {
  critical: 'critical',
  high: 'high',
  medium: 'moderate',
  low: 'low',
};

/** `npm audit --json` of npm 7 and later. */
export function npmAuditReport(issues: readonly Issue[]): string {
  const counts: Record<string, number> = { info: 0, low: 0, moderate: 0, high: 0, critical: 0 };
  for (const { problem } of issues) {
    const severity = SEVERITIES[problem.level];
    counts[severity] = (counts[severity] ?? 0) + 1;
  }
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(issues.flatMap((issue) => entryOf(issue))),
    metadata: {
      vulnerabilities: { ...counts, total: issues.length },
      dependencies: { prod: 412, dev: 603, optional: 21, peer: 0, peerOptional: 0, total: 1015 },
    },
  });
}

function entryOf({ problem }: Issue): [string, unknown][] {
  const { package: found, level, title, cwe } = problem;
  if (!found) return [];
  const severity = SEVERITIES[level];
  const via = {
    source: 1_000_000 + title.length,
    name: found.name,
    dependency: found.name,
    title,
    url: `https://github.com/advisories/${found.advisory}`,
    severity,
    cwe: [`CWE-${cwe}`],
    cvss: { score: 0, vectorString: null },
    range: `<${found.fixed}`,
  };
  const entry = {
    name: found.name,
    severity,
    isDirect: title.length % 2 === 0,
    via: [via],
    effects: [],
    range: `<${found.fixed}`,
    nodes: [`node_modules/${found.name}`],
    fixAvailable: true,
  };
  return [[found.name, entry]];
}
