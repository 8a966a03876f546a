import type { StoredGate } from './gate.ts';

/** A rule that an answer of a gate says is broken. */
export interface BrokenRule {
  id: string;
  /** How many findings it is about; null where it is not about findings. */
  count: number | null;
  /** The findings that the answer names. */
  findings: readonly number[];
}

/** Those that make an answer fail. */
export const brokenRules = (rules: StoredGate['rules']): BrokenRule[] =>
  rules
    .filter(({ effect }) => effect === 'fail')
    .map(({ id, count, findings }) => ({ id, count, findings: findings.map(({ number }) => number) }));
