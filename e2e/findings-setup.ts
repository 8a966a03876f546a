export interface Planted {
  rule: string;
  file: string;
  line: number;
  code: string;
  /** The lines from the one before `line` on. */
  around?: string;
  level: 'error' | 'warning' | 'note';
  message?: string;
}

/** A SARIF report of a fictitious analyser. */
export function sarif(results: readonly Planted[]): string {
  const ids = [...new Set(results.map(({ rule }) => rule))];
  const rules = ids.map((id) => ({
    id,
    shortDescription: { text: `Rule ${id}` },
    helpUri: 'https://example.invalid/help',
  }));
  return JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'planted', version: '1.0.0', rules } },
        invocations: [{ executionSuccessful: true }],
        results: results.map(({ rule, file, line, code, around, level, message }) => ({
          ruleId: rule,
          level,
          message: { text: message ?? `Found by ${rule}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file },
                region: { startLine: line, snippet: { text: code } },
                ...(around === undefined ? {} : { contextRegion: { startLine: line - 1, snippet: { text: around } } }),
              },
            },
          ],
        })),
      },
    ],
  });
}

/** `count` results of one level, each with different code. */
export function many(count: number, rule: string, level: Planted['level']): Planted[] {
  return Array.from({ length: count }, (_, index) => ({
    rule,
    level,
    file: `services/area-${index % 7}/a-folder-with-a-rather-long-name/handler-${index}.ts`,
    line: index + 1,
    code: `run(request.query.field${index});`,
  }));
}
