import type { RuleInForce } from '#db/queries/exception-rules.ts';
import { type ActedBy, findConditions, setDecided } from '#db/queries/exceptions-write.ts';
import type { RuleCandidate } from '#db/queries/rule-matches.ts';
import { ruleCovers } from '#lib/domain/decision/rule-covers.ts';
import { isExploited } from '#lib/domain/finding/exploit.ts';
import { DECISIONS } from '#lib/domain/finding/finding.ts';
import type { Changes, LockedRepository } from '../ledger/changes.ts';
import { untilOf } from './until-of.ts';
import { writeExceptions } from './write-exceptions.ts';

/**
 * Gives findings the exception of the first of these rules that is about them. What is exploited (KEV, or a malicious package), or was tried and
 * works, is left to people, and so is what an exception of the same rule has ended for. Takes the same number of
 * statements whatever the number of rules.
 * @returns the findings that are decided now; their states have to be settled yet
 */
export async function exceptByRules(
  at: LockedRepository,
  changes: Changes,
  candidates: readonly RuleCandidate[],
  rules: readonly RuleInForce[],
): Promise<number[]> {
  const matched = candidates.flatMap((finding) => {
    if (finding.live) return [];
    const rule = rules.find(({ id, conditions }) => !finding.spent.includes(id) && ruleCovers(conditions, finding));
    return rule === undefined ? [] : [{ number: finding.number, rule }];
  });
  if (matched.length === 0) return [];
  const { tx, scope, repository } = at;
  const numbers = matched.map(({ number }) => number);
  const conditions = await findConditions(tx, scope, numbers, repository.exposure);
  const covered = matched.filter(({ number }) => {
    const now = conditions.get(number);
    return now !== undefined && !isExploited(now.exploit) && !now.verified;
  });
  const wanted = covered.map(({ number, rule }) => ({ findingNumber: number, asked: rule, how: howOf(at.now, rule) }));
  changes.covered.push(...(await writeExceptions(at, wanted, conditions)));
  for (const { number, rule } of covered) {
    changes.decisions.set(number, { until: untilOf(rule.expiresAt), rule: rule.id });
  }
  for (const kind of DECISIONS) {
    const own = covered.filter(({ rule }) => rule.kind === kind).map(({ number }) => number);
    if (own.length > 0) await setDecided(tx, scope, own, kind);
  }
  return covered.map(({ number }) => number);
}

/** By those who asked for the rule and approved it, at the moment at which it applies. */
function howOf(at: Date, rule: RuleInForce): { requester: ActedBy; decider: ActedBy; rule: number } {
  const requester = { at, personId: rule.requestedBy, kind: rule.requesterKind, name: rule.requesterName };
  const { deciderKind: kind, deciderName: name } = rule;
  const decider = kind === null || name === null ? requester : { at, personId: rule.decidedBy, kind, name };
  return { requester, decider, rule: rule.id };
}
