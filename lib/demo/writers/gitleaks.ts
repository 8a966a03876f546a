import { codeOf, type Issue } from '#lib/demo/issue.ts';
import { hexOf } from '#lib/demo/random.ts';

/** `gitleaks --report-format json`, of a history without the names of people. */
export function gitleaksReport(issues: readonly Issue[]): string {
  return JSON.stringify(
    issues.map((issue) => {
      const { problem, path, line, id } = issue;
      const secret = `demo-not-a-real-secret-${hexOf(id, 12)}`;
      const commit = hexOf(`commit ${id}`, 40);
      return {
        RuleID: problem.rule,
        Description: problem.title,
        StartLine: line,
        EndLine: line,
        StartColumn: 2,
        EndColumn: 60,
        Match: `${codeOf(issue)}"${secret}"`,
        Secret: secret,
        File: path,
        SymlinkFile: '',
        Commit: commit,
        Entropy: 3.9,
        Author: '',
        Email: '',
        Date: '2025-01-01T00:00:00Z',
        Message: '',
        Tags: [],
        Fingerprint: `${commit}:${path}:${problem.rule}:${line}`,
      };
    }),
  );
}
