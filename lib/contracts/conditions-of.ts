import type { RuleConditions } from '#lib/domain/decision/exception-rule.ts';

type Given = Omit<RuleConditions, 'severityAtMost'> & { severity_at_most: RuleConditions['severityAtMost'] };

/** Conditions as the API has them. Apart from their schema, which browsers need not load. */
export const conditionsOf = ({ severity_at_most: severityAtMost, ...lists }: Given): RuleConditions => ({
  ...lists,
  severityAtMost,
});
