import { BUILTIN_POLICY } from './builtin-policy.ts';
import { combinePolicy } from './combine-policy.ts';
import type { Policy, PolicyOverride, PolicyRule } from './schema.ts';

export interface ChosenPolicy {
  /** 0: the built-in policy. */
  version: number;
  /** Version of the repository's own rules; null: it has none. */
  override: number | null;
  rules: readonly PolicyRule[];
  refused: readonly string[];
}

/** What holds for a repository, from the newest versions of both documents. */
export function chosenPolicy(given: {
  policy: { version: number; policy: Policy } | null;
  override: { version: number; policy: PolicyOverride | null } | null;
}): ChosenPolicy {
  const own = given.override?.policy ?? null;
  const combined = combinePolicy(given.policy?.policy ?? BUILTIN_POLICY, own);
  return {
    ...combined,
    version: given.policy?.version ?? 0,
    override: own === null ? null : (given.override?.version ?? null),
  };
}
