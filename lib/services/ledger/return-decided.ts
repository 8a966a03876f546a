import { findRulesById } from '#db/queries/exception-rules.ts';
import {
  type Exception,
  endExceptions,
  findConditions,
  findLiveExceptions,
  setDecided,
} from '#db/queries/exceptions-write.ts';
import { findRuledByNumbers } from '#db/queries/rule-matches.ts';
import { returnReason } from '#lib/domain/decision/conditions.ts';
import { ruleCovers } from '#lib/domain/decision/rule-covers.ts';
import type { Severity } from '#lib/domain/finding/finding.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import type { SightedFacts } from '#lib/domain/stream/settle-finding.ts';
import { findUnfounded } from '../statement/find-unfounded.ts';
import type { Changes, LockedRepository, ReturnedException } from './changes.ts';

/**
 * Ends the exceptions of findings whose conditions are not those any more that the decision rests on. Whatever changes a
 * finding comes through here, so that no report, feed or setting can pass a decision by.
 * @returns the findings, those without an exception that ended
 */
export async function returnDecided(
  at: LockedRepository,
  changes: Changes,
  findings: readonly KnownFinding[],
  facts: ReadonlyMap<number, SightedFacts>,
): Promise<readonly KnownFinding[]> {
  // What nothing sees has not become worse.
  const decided = findings.filter(({ number, decided }) => decided !== null && facts.has(number));
  if (decided.length === 0) return findings;
  const returned = await findReturned(at, decided, facts, changes.restated);
  for (const [reason, group] of Map.groupBy(returned, (one) => one.reason)) {
    const numbers = group.map(({ exception }) => exception.number);
    await endExceptions(at.tx, at.scope, numbers, { state: 'returned', at: at.now, by: null, reason });
    for (const { exception } of group) changes.decisions.set(exception.findingNumber, { why: reason });
  }
  if (returned.length === 0) return findings;
  const back = new Set(returned.map(({ exception }) => exception.findingNumber));
  await setDecided(at.tx, at.scope, [...back], null);
  changes.returned.push(...returned);
  return findings.map((finding) => (back.has(finding.number) ? { ...finding, decided: null } : finding));
}

async function findReturned(
  { tx, scope, repository }: LockedRepository,
  decided: readonly KnownFinding[],
  facts: ReadonlyMap<number, SightedFacts>,
  restated: ReadonlySet<number>,
): Promise<ReturnedException[]> {
  const byNumber = new Map(decided.map((finding) => [finding.number, finding]));
  const numbers = [...byNumber.keys()];
  const [live, conditions] = await Promise.all([
    findLiveExceptions(tx, scope, numbers),
    findConditions(tx, scope, numbers, repository.exposure),
  ]);
  // As the evidence says at this moment: the columns follow.
  const severityNow = (number: number) => {
    const finding = byNumber.get(number);
    return severityOf(finding?.severitySet ?? facts.get(number)?.severity ?? finding?.severity ?? 0);
  };
  const left = await findLeft({ tx, scope }, live, severityNow);
  const unfounded = await findUnstated({ tx, scope }, live, restated);
  return live.flatMap((exception) => {
    const finding = byNumber.get(exception.findingNumber);
    const now = conditions.get(exception.findingNumber);
    if (exception.state !== 'in_force' || finding === undefined || now === undefined) return [];
    const severity = severityNow(finding.number);
    const changed = returnReason(exception.kind, exception.conditions, { ...now, severity });
    const reason = changed ?? left.get(exception.findingNumber) ?? unfounded.get(exception.findingNumber);
    return reason === undefined ? [] : [{ exception, reason }];
  });
}

/** Those whose exception was made by a rule that is not about them any more: moved to another file, say. */
async function findLeft(
  { tx, scope }: Pick<LockedRepository, 'tx' | 'scope'>,
  live: readonly Exception[],
  severityNow: (number: number) => Severity,
): Promise<ReadonlyMap<number, 'rule_left'>> {
  const made = live.filter(({ exceptionRule, state }) => exceptionRule !== null && state === 'in_force');
  if (made.length === 0) return new Map();
  const ids = [...new Set(made.flatMap(({ exceptionRule }) => exceptionRule ?? []))];
  const numbers = made.map(({ findingNumber }) => findingNumber);
  const [rules, findings] = await Promise.all([findRulesById(tx, scope, ids), findRuledByNumbers(tx, scope, numbers)]);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const byNumber = new Map(findings.map((finding) => [finding.number, finding]));
  const isLeft = ({ exceptionRule, findingNumber }: Exception): boolean => {
    const rule = byId.get(exceptionRule ?? 0);
    const finding = byNumber.get(findingNumber);
    if (rule === undefined || finding === undefined) return false;
    return !ruleCovers(rule.conditions, { ...finding, severity: severityNow(findingNumber) });
  };
  return new Map(made.filter(isLeft).map(({ findingNumber }) => [findingNumber, 'rule_left']));
}

/** Those whose exception rests on a statement that is not about them as a report tells of them now: of another version, say. */
async function findUnstated(
  at: Pick<LockedRepository, 'tx' | 'scope'>,
  live: readonly Exception[],
  restated: ReadonlySet<number>,
): Promise<ReadonlyMap<number, 'statement_ended'>> {
  const adopted = live.filter((one) => one.statementDocument !== null && restated.has(one.findingNumber));
  if (adopted.length === 0) return new Map();
  const numbers = adopted.map(({ findingNumber }) => findingNumber);
  return new Map((await findUnfounded(at, numbers)).map(({ findingNumber }) => [findingNumber, 'statement_ended']));
}
