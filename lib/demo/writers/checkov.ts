import { codeOf, type Issue, type Level } from '#lib/demo/issue.ts';

const SEVERITIES: Readonly<Record<Level, string>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
};

/** `checkov --output json` over Terraform. */
export function checkovReport(issues: readonly Issue[]): string {
  return JSON.stringify({
    check_type: 'terraform',
    results: { passed_checks: [], failed_checks: issues.map(checkOf), skipped_checks: [], parsing_errors: [] },
    summary: {
      passed: 120,
      failed: issues.length,
      skipped: 0,
      parsing_errors: 0,
      resource_count: 80,
      checkov_version: '3.2.334',
    },
    url: "Add an api key '--bc-api-key <api-key>' to see more detailed insights",
  });
}

function checkOf(issue: Issue): unknown {
  const { problem, path, line } = issue;
  const resource = codeOf(issue);
  return {
    check_id: problem.rule,
    bc_check_id: null,
    check_name: problem.title,
    check_result: { result: 'FAILED', evaluated_keys: [] },
    code_block: [
      [line, `resource "${resource.split('.')[0]}" "${issue.name}" {\n`],
      [line + 1, '}\n'],
    ],
    file_path: `/${path}`,
    file_abs_path: `/workspace/${path}`,
    repo_file_path: `/${path}`,
    file_line_range: [line, line + 1],
    resource,
    evaluations: null,
    check_class: 'checkov.terraform.checks.resource',
    severity: SEVERITIES[problem.level],
    guideline: `https://docs.prismacloud.io/en/enterprise-edition/policy-reference`,
  };
}
