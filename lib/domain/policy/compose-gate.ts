import { EXPLOITS, isExploited } from '#lib/domain/finding/exploit.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { type GateFinding, type GateRule, MOST_NAMED, type StoredGate } from './gate.ts';
import type { FindingFacts } from './gate-facts.ts';
import type { JudgedGate, RuleVerdict } from './judgement.ts';
import { type DetailedFinding, fixOf, remediesOf } from './remedies.ts';
import { ruleCounts } from './rule-counts.ts';
import type { FindingRule, PolicyRule } from './schema.ts';

/** A finding with the facts that rules are about. */
export interface NumberedFacts extends FindingFacts {
  number: number;
}

export const isFindingRule = (rule: PolicyRule): rule is FindingRule => 'findings' in rule;

/** Whether an answer should name findings for it: what passes needs no explanation. */
export const namesFindings = ({ effect, outcome, rule }: RuleVerdict): boolean =>
  isFindingRule(rule) && outcome !== 'pass' && (effect !== 'pass' || outcome !== 'unknown');

/** The findings that an answer names for a rule, worst first. */
export function namedFindings(rule: FindingRule, findings: readonly NumberedFacts[]): number[] {
  return findings
    .filter((finding) => ruleCounts(rule, finding))
    .toSorted((a, b) => weightOf(b) - weightOf(a) || a.number - b.number)
    .slice(0, MOST_NAMED)
    .map(({ number }) => number);
}

function weightOf({ severity, exploit, live }: FindingFacts): number {
  // What is unknown counts as medium.
  const weight = severity === 'unknown' ? severityNumber('medium') - 0.5 : severityNumber(severity);
  return (live ? 1000 : 0) + (isExploited(exploit) ? 100 : 0) + weight * 10 + EXPLOITS.indexOf(exploit);
}

/**
 * The answer as it is kept and shown: each rule with what it says, the findings, and what would make it pass.
 * @param named findings of each rule, by its id
 */
export function composeGate(
  judged: JudgedGate,
  named: ReadonlyMap<string, readonly DetailedFinding[]>,
  refused: readonly string[],
): StoredGate {
  const rules = judged.verdicts.map((verdict) => gateRule(verdict, named.get(verdict.rule.id) ?? []));
  return { outcome: judged.outcome, rules, refused: [...refused] };
}

function gateRule({ rule, ...verdict }: RuleVerdict, named: readonly DetailedFinding[]): GateRule {
  const { outcome, effect, message, count } = verdict;
  const isBroken = outcome === 'fail' || outcome === 'warn';
  const remedy = isBroken && named.length > 0 ? remediesOf(named, count ?? named.length) : [...verdict.remedy];
  return {
    ...{ id: rule.id, title: rule.title ?? rule.id, kind: rule.kind, outcome, effect, message },
    ...{ advice: rule.advice ?? null, remedy, count, findings: named.map(gateFinding) },
  };
}

function gateFinding(finding: DetailedFinding): GateFinding {
  const { ecosystem: _, fixes: __, ...shown } = finding;
  return { ...shown, fix: fixOf(finding) };
}
