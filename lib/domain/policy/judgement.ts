import type { PolicyRule } from './schema.ts';

/**
 * `later`: about the run as a whole, and judged when all of its reports are there. `unknown` is never passed by itself:
 * what it does to the gate is the rule's `on_unknown`.
 */
export const RULE_OUTCOMES = ['pass', 'warn', 'fail', 'unknown', 'later'] as const;
export type RuleOutcome = (typeof RULE_OUTCOMES)[number];

/** What a rule does to the gate. */
export const RULE_EFFECTS = ['pass', 'warn', 'fail'] as const;
export type RuleEffect = (typeof RULE_EFFECTS)[number];

/** What a rule says, before its mode is looked at. */
export interface Judgement {
  says: 'met' | 'broken' | 'unknown' | 'later';
  /** One sentence, with the numbers. */
  message: string;
  /** Findings that the rule is about; null where it is not about findings. */
  count: number | null;
  /** What would make it pass, as far as the rule alone says; findings say more. */
  remedy: readonly string[];
}

export interface RuleVerdict extends Omit<Judgement, 'says'> {
  rule: PolicyRule;
  outcome: RuleOutcome;
  effect: RuleEffect;
}

export interface JudgedGate {
  outcome: RuleEffect;
  verdicts: readonly RuleVerdict[];
}

export function worstOf(effects: readonly RuleEffect[]): RuleEffect {
  if (effects.includes('fail')) return 'fail';
  return effects.includes('warn') ? 'warn' : 'pass';
}
