import { isAsStrict } from './is-as-strict.ts';
import type { Policy, PolicyOverride, PolicyRule } from './schema.ts';

export interface CombinedPolicy {
  rules: readonly PolicyRule[];
  /** Ids of rules of the repository that the organization does not allow: its own are judged in their place. */
  refused: readonly string[];
}

/**
 * The rules that hold for a repository: the organization's, those that the repository makes stricter or may make laxer in
 * their place, and what it adds.
 */
export function combinePolicy(policy: Policy, override: PolicyOverride | null): CombinedPolicy {
  if (override === null) return { rules: policy.rules, refused: [] };
  const refused = refusedRules(policy, override);
  const own = new Map(override.rules.filter(({ id }) => !refused.includes(id)).map((rule) => [rule.id, rule]));
  const known = new Set(policy.rules.map(({ id }) => id));
  const rules = policy.rules.map((rule) => own.get(rule.id) ?? rule);
  return { rules: [...rules, ...[...own.values()].filter(({ id }) => !known.has(id))], refused };
}

/** Ids of the rules that a repository may not have: laxer than the organization's, and not among those that may be. */
export function refusedRules(policy: Policy, override: PolicyOverride): string[] {
  const allowed = new Set(policy.overrides?.allow ?? []);
  const given = new Map(policy.rules.map((rule) => [rule.id, rule]));
  return override.rules
    .filter((rule) => {
      const than = given.get(rule.id);
      return than !== undefined && !allowed.has(rule.id) && !isAsStrict(rule, than);
    })
    .map(({ id }) => id);
}
