import type { Category } from '#lib/domain/finding/finding.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import type { RuleInfo } from '#lib/scanners/sarif/rule-info.ts';

/** Its rules about security; a part of a rule is in brackets: `no-log-password[loop]`. */
const SECURITY =
  /^(?:no-log-password|risky-(?:file-permissions|octal|shell-pipe)|partial-become|no-same-owner)(?:\[|$)/;

export const ansibleLint: SarifDialect = {
  id: 'ansible-lint',
  category,
  isParseFailure: (ruleId) => /^(?:parser-error|load-failure|internal-error)(?:\[|$)/.test(ruleId),
};

/** Most of it is style. */
function category(rule: RuleInfo | null): Category {
  if (rule === null) return 'quality';
  return SECURITY.test(rule.id) || rule.tags.includes('security') || rule.securitySeverity !== null ? 'iac' : 'quality';
}
