import type { Observation } from '#lib/domain/finding/finding.ts';
import { identityOf } from './identity.ts';

/** Bases that the same result had under earlier names of its rule, where the name is part of them; usually none. */
export function formerBases(o: Observation, base: string, secretKey: Uint8Array): string[] {
  const ids = o.rule.formerIds ?? [];
  const bases = ids.map((id) => identityOf({ ...o, rule: { ...o.rule, id } }, secretKey).base);
  return [...new Set(bases)].filter((former) => former !== base);
}
