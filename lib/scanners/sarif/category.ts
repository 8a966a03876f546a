import type { Category } from '#lib/domain/finding/finding.ts';
import { asString } from '#lib/scanners/shared/text.ts';
import { isAdvisory } from './advisories.ts';
import type { SarifDialect } from './dialect.ts';
import type { RuleInfo } from './rule-info.ts';

const SECURITY_TAG = /^(?:security|malicious_code|vulnerability|sast|owasp\b.*|external\/cwe\/.*|security_hotspot)$/i;
const QUALITY_TAG =
  /^(?:correctness|best-practice|maintainability|performance|style|reliability|readability|compatibility|caching)$/i;

function isSecurity(rule: RuleInfo): boolean {
  const words = [...rule.tags, asString(rule.properties.category) ?? ''];
  return rule.securitySeverity !== null || rule.cwes.length > 0 || words.some((word) => SECURITY_TAG.test(word));
}

/**
 * Category of a dialect's results. `rule` null: what a report without results has measured. `image`: the run or the
 * result is about a container image.
 */
export function categoryOf(dialect: SarifDialect, rule: RuleInfo | null, image: boolean): Category {
  const { category } = dialect;
  if (typeof category === 'string') return category;
  return category === undefined ? codeCategory(rule, image) : category(rule, image);
}

function codeCategory(rule: RuleInfo | null, image: boolean): Category {
  // An advisory as the rule is about a package, whoever found it.
  if (rule !== null && isAdvisory(rule.id)) return image ? 'container' : 'dependency';
  if (rule === null || isSecurity(rule)) return 'sast';
  return rule.tags.some((tag) => QUALITY_TAG.test(tag)) ? 'quality' : 'sast';
}

/**
 * For linters: a result is about quality unless its rule says that it is about security.
 * @param security ids of rules that are about security and do not say so
 * @param looksForSecurity it does so as it comes, without a plugin or a setting: a report of nothing says something
 */
export function linterCategory(security: RegExp | null, looksForSecurity = false): (rule: RuleInfo | null) => Category {
  return (rule) => {
    if (rule === null) return looksForSecurity ? 'sast' : 'quality';
    return isSecurity(rule) || security?.test(rule.id) ? 'sast' : 'quality';
  };
}
