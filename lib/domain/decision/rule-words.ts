import type { RuleConditions } from './exception-rule.ts';

const listed = (name: string, values: readonly string[]): string[] =>
  values.length === 0 ? [] : [`${name} ${values.join(' or ')}`];

/** What a rule is about, each condition in a few words. */
export function ruleWords(conditions: RuleConditions): string[] {
  const { scanners, rules, categories, paths, packages, severityAtMost, repositories, teams, labels } = conditions;
  return [
    ...listed('rule', rules),
    ...listed('scanner', scanners),
    ...listed('category', categories),
    ...listed('in', paths),
    ...listed('package', packages),
    ...(severityAtMost === null ? [] : [`severity at most ${severityAtMost}`]),
    ...listed('repository', repositories),
    ...listed('team', teams),
    ...listed('label', labels),
  ];
}
