import type { Category } from '#lib/domain/finding/finding.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import type { RuleInfo } from '#lib/scanners/sarif/rule-info.ts';

export const codeql: SarifDialect = {
  id: 'codeql',
  aliases: ['codeql', 'codeqlcommandlinetoolchain'],
  category,
};

/** Quality queries name weaknesses too; only security queries carry the tag. */
function category(rule: RuleInfo | null): Category {
  if (rule === null) return 'sast';
  if (!rule.tags.includes('security') && rule.securitySeverity === null && rule.tags.length > 0) return 'quality';
  return rule.id.startsWith('actions/') ? 'pipeline' : 'sast';
}
