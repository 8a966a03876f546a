import type { ExceptionRule } from '#db/queries/exception-rules.ts';
import type { RuleView } from '#lib/contracts/exception-rule.ts';
import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import type { RuleConditions } from '#lib/domain/decision/exception-rule.ts';
import { type Decider, type DecisionAct, judgeDecision } from '#lib/domain/decision/judge-decision.ts';
import { ruleWords } from '#lib/domain/decision/rule-words.ts';
import { decisionFields } from '#lib/views/exception/decision-fields.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';

/** A rule as lists show it. `by`: the caller, whose buttons those of `may` are. */
export function ruleViewOf(
  row: ExceptionRule,
  counts: { inForce: number; returned: number },
  by: Decider,
  policy: ExceptionPolicy,
): RuleView {
  const decidable = { ...row, what: 'rule', decidedByName: row.deciderName, endedByName: row.enderName } as const;
  const may = (act: DecisionAct): boolean =>
    (act === 'withdraw' || by.mayDecide) && judgeDecision(act, decidable, by, policy) === null;
  return {
    ...{ id: row.id, kind: row.kind, state: row.state },
    conditions: shownConditions(row.conditions),
    about: ruleWords(row.conditions),
    ...decisionFields(row),
    settled: isSettled(row),
    findings: totalOf(counts.inForce, COUNT_LIMIT),
    returned: totalOf(counts.returned, COUNT_LIMIT),
    may: { approve: may('approve'), refuse: may('refuse'), withdraw: may('withdraw'), extend: may('extend') },
  };
}

/** Of a rule that never was in force, or whose exceptions end by themselves, nothing is left to do. */
function isSettled({ state, settledAt, endsMoved, decidedAt }: ExceptionRule): boolean {
  switch (state) {
    case 'requested':
    case 'refused':
      return true;
    case 'expired':
      return endsMoved;
    case 'withdrawn':
      return settledAt !== null || decidedAt === null;
    case 'in_force':
      return settledAt !== null && endsMoved;
  }
}

function shownConditions({ severityAtMost, ...lists }: RuleConditions): RuleView['conditions'] {
  const { scanners, rules, categories, paths, packages, repositories, teams, labels } = lists;
  return {
    ...{ scanners: [...scanners], rules: [...rules], categories: [...categories], paths: [...paths] },
    ...{ packages: [...packages], severity_at_most: severityAtMost },
    ...{ repositories: [...repositories], teams: [...teams], labels: [...labels] },
  };
}
