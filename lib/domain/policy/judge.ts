import type { GateFacts, GatePlace } from './gate-facts.ts';
import { judgeRule } from './judge-rule.ts';
import { type JudgedGate, type Judgement, type RuleEffect, type RuleVerdict, worstOf } from './judgement.ts';
import { ruleApplies } from './rule-applies.ts';
import type { PolicyRule, RuleMode } from './schema.ts';

/** Judges all rules that are for this place. Without any, the gate passes: there is nothing that it breaks. */
export function judge(rules: readonly PolicyRule[], place: GatePlace, facts: GateFacts, now: Date): JudgedGate {
  const verdicts = rules
    .filter((rule) => ruleApplies(rule, place))
    .map((rule) => verdictOf(rule, judgeRule(rule, place, facts, now)));
  return { outcome: worstOf(verdicts.map(({ effect }) => effect)), verdicts };
}

function verdictOf(rule: PolicyRule, { says, ...rest }: Judgement): RuleVerdict {
  switch (says) {
    case 'met':
      return { rule, ...rest, outcome: 'pass', effect: 'pass' };
    case 'later':
      return { rule, ...rest, outcome: 'later', effect: 'pass' };
    case 'broken': {
      const effect = atMost('fail', rule.mode);
      return { rule, ...rest, outcome: effect, effect };
    }
    case 'unknown':
      return { rule, ...rest, outcome: 'unknown', effect: atMost(rule.on_unknown, rule.mode) };
  }
}

/** A rule that warns never does more. */
function atMost(effect: RuleEffect, mode: RuleMode): RuleEffect {
  return effect === 'fail' && mode === 'warn' ? 'warn' : effect;
}

/** Whether any rule that is for this place asks for it. */
export function asksFor(what: 'total' | 'scanned', rules: readonly PolicyRule[], place: GatePlace): boolean {
  return rules.some((rule) => ruleApplies(rule, place) && needs(rule) === what);
}

function needs(rule: PolicyRule): 'introduced' | 'total' | 'scanned' | 'nothing' {
  switch (rule.kind) {
    case 'scanner':
      return 'scanned';
    case 'provenance':
      return 'nothing';
    case 'severity':
    case 'exploit':
    case 'secret':
    case 'exception':
      return rule.findings;
  }
}
