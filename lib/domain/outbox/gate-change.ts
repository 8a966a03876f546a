import type { BrokenRule } from '#lib/domain/policy/broken-rules.ts';

/** What is broken on a ref: by this report, by the reports that it takes the place of, and by all others that are in effect. */
export interface BrokenOnRef {
  now: readonly BrokenRule[];
  former: readonly BrokenRule[];
  others: readonly BrokenRule[];
}

/** Ids of rules. */
export type GateChange = { failed: string[] } | { passed: string[] };

/**
 * What others are told of the gate of a ref: that it fails, where a report breaks a rule that was not broken before, or by
 * other findings; that it passes again, where nothing is broken any more. What they know already is told once: the other
 * reports of a run say the same, and so does each push until it is fixed.
 */
export function gateChange({ now, former, others }: BrokenOnRef): GateChange | null {
  const before = [...former, ...others];
  if (now.some((rule) => isNew(rule, before))) return { failed: now.map(({ id }) => id) };
  if (now.length > 0 || others.length > 0 || former.length === 0) return null;
  return { passed: [...new Set(former.map(({ id }) => id))] };
}

function isNew({ id, count, findings }: BrokenRule, before: readonly BrokenRule[]): boolean {
  const known = before.filter((rule) => rule.id === id);
  if (known.length === 0) return true;
  const named = new Set(known.flatMap((rule) => rule.findings));
  const most = Math.max(...known.map((rule) => rule.count ?? 0));
  return (count ?? 0) > most || findings.some((number) => !named.has(number));
}
