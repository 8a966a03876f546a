import type { JudgedSubject } from '#lib/domain/judged/judged-subject.ts';
import { PRIVILEGE_RULES } from './all-rules.ts';
import { BySubject } from './by-subject.ts';
import type { Inventory, Section } from './inventory.ts';
import { InventoryGraph } from './inventory-graph.ts';
import type { Needs, Outcome, PrivilegeRule, RuleState } from './rule.ts';
import { DEFAULT_PRIVILEGE_SETTINGS, type PrivilegeSettings } from './settings.ts';

export type Failure = Extract<Outcome, { outcome: 'fail' }> & { rule: PrivilegeRule };

/** What rules could not judge, for one reason: it opens nothing and closes nothing. */
export interface Unjudged {
  reason: string;
  rules: string[];
  /** What it is about, by id, and all that lies in it; null: everything that the rules look at. */
  subjects: string[] | null;
}

export interface Judgement {
  /** Those that nobody took. */
  failures: Failure[];
  unjudged: Unjudged[];
  rules: Map<string, RuleState>;
  /** What each rule said of each repository, and of the system itself. */
  subjects: JudgedSubject[];
}

/**
 * Judges an inventory by every rule. What was not told is unknown: never right, and never wrong.
 * @param take is given each failure, of which there may be hundreds of thousands
 */
export function judgeInventory(
  inventory: Inventory,
  settings: PrivilegeSettings = DEFAULT_PRIVILEGE_SETTINGS,
  rules: readonly PrivilegeRule[] = PRIVILEGE_RULES,
  take?: (failure: Failure) => void,
): Judgement {
  const graph = new InventoryGraph(inventory);
  const failures: Failure[] = [];
  const toTake = take ?? ((failure: Failure) => failures.push(failure));
  const unjudged = new Map<string, { rules: Set<string>; subjects: Set<string> | null; reason: string }>();
  const states = new Map<string, RuleState>();
  const subjects = new BySubject(graph);
  const note = (reason: string, rule: string, subject: string | null): void => {
    // Apart, so that what is open in one resource keeps nothing open in others.
    const key = JSON.stringify([reason, subject === null ? null : rule]);
    const known = unjudged.get(key);
    if (known === undefined) {
      unjudged.set(key, { reason, rules: new Set([rule]), subjects: subject === null ? null : new Set([subject]) });
      return;
    }
    known.rules.add(rule);
    if (subject !== null) known.subjects?.add(subject);
  };
  for (const rule of rules) {
    const needs = rule.needs[inventory.source];
    if (needs === undefined) continue;
    const { missing, partial } = whatIsMissing(needs, graph, inventory.sections);
    for (const reason of [...missing, ...partial]) note(reason, rule.id, null);
    const seen = { fail: false, unknown: false, any: false };
    const outcomes = missing.length > 0 ? [] : rule.judge(graph, settings, inventory.collectedAt);
    const isGap = missing.length + partial.length > 0;
    if (isGap) subjects.gap(rule.id);
    for (const each of outcomes) {
      seen.any = true;
      subjects.note(rule.id, each);
      if (each.outcome === 'fail') {
        seen.fail = true;
        toTake({ ...each, rule });
      } else if (each.outcome === 'unknown') {
        seen.unknown = true;
        note(each.reason, rule.id, subjectOf(each));
      }
    }
    states.set(rule.id, stateOf(seen, isGap));
  }
  const gaps = [...unjudged.values()].map((each) => ({
    reason: each.reason,
    rules: [...each.rules].sort(),
    subjects: each.subjects === null ? null : [...each.subjects].sort(),
  }));
  return { failures, unjudged: gaps, rules: states, subjects: subjects.all() };
}

/** How a finding's subject is written where gaps are compared with it. */
export function subjectOf({ principal, resource }: Pick<Outcome, 'principal' | 'resource'>): string {
  return principal === null ? resource.id : `${principal.id} on ${resource.id}`;
}

function stateOf(seen: { fail: boolean; unknown: boolean; any: boolean }, isGap: boolean): RuleState {
  if (seen.fail) return 'fail';
  if (isGap || seen.unknown) return 'unknown';
  return seen.any ? 'pass' : 'not applicable';
}

/** `missing`: without it the rule cannot be judged at all; `partial`: it can, but not everything was looked at. */
function whatIsMissing(needs: Needs, graph: InventoryGraph, sections: readonly Section[]) {
  const missing: string[] = [];
  const partial: string[] = [];
  for (const need of needs) {
    if (typeof need === 'string') {
      const reason = graph.whyUnread(need);
      if (reason !== null) missing.push(reason);
      continue;
    }
    const names = 'oneOf' in need ? need.oneOf : need.anyOf;
    const reasons = names.map((name) => graph.whyUnread(name)).filter((reason) => reason !== null);
    if (reasons.length === names.length) missing.push(...reasons);
    else if ('anyOf' in need) partial.push(...reasons);
  }
  const all = needs.flatMap((need) => (typeof need === 'string' ? need : 'oneOf' in need ? need.oneOf : need.anyOf));
  for (const { name, skipped } of sections) {
    if (skipped > 0 && all.includes(name)) partial.push(`Rows of the section ${name} could not be read: ${skipped}.`);
  }
  return { missing, partial };
}
