import { CATEGORIES, type Category } from '#lib/domain/finding/finding.ts';
import { scoreCategoryOf } from '#lib/domain/score/category.ts';
import { isAsBad } from './rule-counts.ts';
import {
  EXPLOIT_LEVELS,
  hoursOf,
  LIMITED_SEVERITIES,
  type PolicyRule,
  RULE_MODES,
  type RuleOf,
  UNKNOWN_EFFECTS,
} from './schema.ts';

/**
 * Whether a rule stops everything that another one stops, whatever the facts. What cannot be compared is not: a rule of
 * another kind, or about other findings.
 */
export function isAsStrict(rule: PolicyRule, than: PolicyRule): boolean {
  return (
    RULE_MODES.indexOf(rule.mode) <= RULE_MODES.indexOf(than.mode) &&
    UNKNOWN_EFFECTS.indexOf(rule.on_unknown) <= UNKNOWN_EFFECTS.indexOf(than.on_unknown) &&
    (rule.when === undefined || JSON.stringify(rule.when) === JSON.stringify(than.when)) &&
    asStrictOfKind(rule, than)
  );
}

function asStrictOfKind(rule: PolicyRule, than: PolicyRule): boolean {
  if (rule.kind === 'severity' && than.kind === 'severity') {
    return asWide(rule, than) && asFixable(rule, than) && asAccepting(rule, than) && limitsAsLow(rule, than);
  }
  if (rule.kind === 'exploit' && than.kind === 'exploit') {
    const asDeep = EXPLOIT_LEVELS.indexOf(rule.at_least) >= EXPLOIT_LEVELS.indexOf(than.at_least);
    return asWide(rule, than) && asFixable(rule, than) && asAccepting(rule, than) && asDeep && rule.max <= than.max;
  }
  if (rule.kind === 'secret' && than.kind === 'secret') {
    const asMany = rule.which === 'any' || than.which === 'live';
    return rule.findings === than.findings && asMany && asAccepting(rule, than) && rule.max <= than.max;
  }
  if (rule.kind === 'exception' && than.kind === 'exception') return asWide(rule, than) && rule.max <= than.max;
  if (rule.kind === 'scanner' && than.kind === 'scanner') {
    const asYoung = hoursOf(rule.max_age) <= hoursOf(than.max_age);
    return includesAll(rule.categories, than.categories) && asYoung && (rule.this_commit || !than.this_commit);
  }
  if (rule.kind === 'provenance' && than.kind === 'provenance') {
    return than.signed_by === undefined || JSON.stringify(rule.signed_by) === JSON.stringify(than.signed_by);
  }
  return false;
}

type Wide = Pick<RuleOf<'severity'>, 'findings' | 'categories'>;

const asWide = (rule: Wide, than: Wide): boolean =>
  rule.findings === than.findings && includesAll(meant(rule.categories), meant(than.categories));

const meant = (categories: readonly Category[] | undefined): readonly Category[] =>
  categories ?? CATEGORIES.filter((category) => scoreCategoryOf(category) !== null);

const includesAll = (some: readonly Category[], all: readonly Category[]): boolean =>
  all.every((category) => some.includes(category));

const asFixable = (rule: Pick<RuleOf<'severity'>, 'fixable'>, than: Pick<RuleOf<'severity'>, 'fixable'>): boolean =>
  rule.fixable === 'any' || than.fixable === 'only';

const asAccepting = (rule: Pick<RuleOf<'secret'>, 'accepted'>, than: Pick<RuleOf<'secret'>, 'accepted'>): boolean =>
  rule.accepted === 'count' || than.accepted === 'ignore';

/** Each limit of the other is kept by one here for that severity or a lighter one, as a limit counts what is worse too. */
function limitsAsLow(rule: RuleOf<'severity'>, than: RuleOf<'severity'>): boolean {
  return LIMITED_SEVERITIES.every((severity) => {
    const limit = than.max[severity];
    if (limit === undefined) return true;
    return LIMITED_SEVERITIES.some((own) => isAsBad(severity, own) && (rule.max[own] ?? Infinity) <= limit);
  });
}
