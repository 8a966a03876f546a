import { codeOf, type Issue, type Level } from '#lib/demo/issue.ts';

const SCORES: Readonly<Record<Level, string>> = { critical: '9.3', high: '7.8', medium: '5.5', low: '3.1' };
const LEVELS: Readonly<Record<Level, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };

export interface SarifTool {
  name: string;
  version: string;
}

/** SARIF 2.1.0 as code scanners write it. */
export function sarifReport(issues: readonly Issue[], tool: SarifTool): string {
  const rules = [...new Map(issues.map(({ problem }) => [problem.rule, problem])).values()];
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            semanticVersion: tool.version,
            rules: rules.map((problem) => ({
              id: problem.rule,
              shortDescription: { text: problem.title },
              properties: {
                'security-severity': SCORES[problem.level],
                tags: ['security', `external/cwe/cwe-${problem.cwe}`],
              },
            })),
          },
        },
        invocations: [{ executionSuccessful: true }],
        results: issues.map(resultOf),
      },
    ],
  });
}

function resultOf(issue: Issue): unknown {
  const { problem, path, line } = issue;
  return {
    ruleId: problem.rule,
    level: LEVELS[problem.level],
    message: { text: problem.title },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path, uriBaseId: '%SRCROOT%' },
          region: { startLine: line, startColumn: 5, snippet: { text: codeOf(issue) } },
        },
      },
    ],
  };
}
