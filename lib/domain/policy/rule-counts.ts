import { EXPLOITS, type Exploit } from '#lib/domain/finding/exploit.ts';
import type { Category, Severity } from '#lib/domain/finding/finding.ts';
import { scoreCategoryOf } from '#lib/domain/score/category.ts';
import type { FindingFacts } from './gate-facts.ts';
import { type ExploitLevel, type FindingRule, LIMITED_SEVERITIES, type RuleOf } from './schema.ts';

/** Whether a finding is one that the rule is about, whatever its limit. */
export function ruleCounts(rule: FindingRule, finding: FindingFacts): boolean {
  switch (rule.kind) {
    case 'severity':
      return (
        isOf(rule.categories, finding.category) &&
        isOpen(rule, finding) &&
        (rule.fixable === 'any' || finding.fixable) &&
        LIMITED_SEVERITIES.some((limit) => rule.max[limit] !== undefined && isAsBad(finding.severity, limit))
      );
    case 'exploit':
      return (
        isOf(rule.categories, finding.category) &&
        isOpen(rule, finding) &&
        (rule.fixable === 'any' || finding.fixable) &&
        isExploited(finding.exploit, rule.at_least)
      );
    case 'secret':
      return finding.category === 'secret' && isOpen(rule, finding) && (rule.which === 'any' || finding.live);
    case 'exception':
      return isOf(rule.categories, finding.category) && finding.accepted;
  }
}

const isOpen = (rule: RuleOf<'severity' | 'exploit' | 'secret'>, { accepted }: FindingFacts): boolean =>
  rule.accepted === 'count' || !accepted;

/** Without categories a rule is about those that make the score. */
function isOf(categories: readonly Category[] | undefined, category: Category): boolean {
  return categories?.includes(category) ?? scoreCategoryOf(category) !== null;
}

/** Whether a severity is this one or worse. Unknown counts as medium. */
export function isAsBad(severity: Severity, limit: (typeof LIMITED_SEVERITIES)[number]): boolean {
  const known = severity === 'unknown' ? 'medium' : severity;
  return LIMITED_SEVERITIES.indexOf(known) <= LIMITED_SEVERITIES.indexOf(limit);
}

const isExploited = (exploit: Exploit, level: ExploitLevel): boolean =>
  EXPLOITS.indexOf(exploit) >= EXPLOITS.indexOf(level);
