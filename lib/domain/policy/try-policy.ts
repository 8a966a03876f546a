import { isFindingRule } from './compose-gate.ts';
import type { StoredFacts } from './gate.ts';
import { judge } from './judge.ts';
import { type RuleEffect, type RuleVerdict, worstOf } from './judgement.ts';
import type { PolicyRule } from './schema.ts';

/** A report as it was judged once. */
export interface JudgedReport {
  repoId: number;
  upload: number;
  /** Of CI; null: the report is a run of its own. */
  runId: number | null;
  ref: string;
  at: Date;
  outcome: RuleEffect;
  facts: StoredFacts;
}

/** How a run would have come out. `unknown`: nothing that is known fails, but facts for a rule were not kept. */
export type TriedOutcome = RuleEffect | 'unknown';

export interface TriedRun {
  /** The last of its reports. */
  last: JudgedReport;
  before: RuleEffect;
  after: TriedOutcome;
  /** Of each rule the worst that it said. */
  verdicts: RuleVerdict[];
}

/** Judges runs of the past by other rules, from the facts that were kept; newest first. */
export function tryPolicy(
  reports: readonly JudgedReport[],
  rulesOf: (repoId: number) => readonly PolicyRule[],
): TriedRun[] {
  const runs = new Map<string, JudgedReport[]>();
  for (const report of reports) {
    const { repoId, runId, upload, ref } = report;
    const key = runId === null ? `${repoId} upload ${upload}` : `${repoId} run ${runId} ${ref}`;
    const others = runs.get(key);
    if (others === undefined) runs.set(key, [report]);
    else others.push(report);
  }
  return [...runs.values()]
    .flatMap((all) => tryRun(all, rulesOf) ?? [])
    .toSorted((a, b) => b.last.at.getTime() - a.last.at.getTime());
}

function tryRun(reports: readonly JudgedReport[], rulesOf: (repoId: number) => readonly PolicyRule[]): TriedRun | null {
  const inOrder = reports.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.upload - b.upload);
  const last = inOrder.at(-1);
  if (last === undefined) return null;
  const worst = new Map<string, RuleVerdict>();
  for (const report of inOrder) {
    // What the whole run decides is judged by what was there after its last report.
    const facts = report === last ? report.facts : { ...report.facts, scanned: null };
    for (const verdict of judge(rulesOf(report.repoId), facts.place, facts, report.at).verdicts) {
      const { id } = verdict.rule;
      const known = worst.get(id);
      if (known === undefined || weightOf(verdict) > weightOf(known)) worst.set(id, verdict);
    }
  }
  const verdicts = [...worst.values()];
  return { last, before: worstOf(reports.map(({ outcome }) => outcome)), after: outcomeOf(verdicts), verdicts };
}

/** Whether a rule is unknown only because its facts were not kept. */
export const isMissing = ({ outcome, count, rule }: RuleVerdict): boolean =>
  outcome === 'unknown' && count === null && isFindingRule(rule);

function outcomeOf(verdicts: readonly RuleVerdict[]): TriedOutcome {
  const known = worstOf(verdicts.filter((verdict) => !isMissing(verdict)).map(({ effect }) => effect));
  return known !== 'fail' && verdicts.some(isMissing) ? 'unknown' : known;
}

function weightOf(verdict: RuleVerdict): number {
  if (isMissing(verdict)) return 1.5;
  return { fail: 3, warn: 2, pass: verdict.outcome === 'later' ? 0 : 1 }[verdict.effect];
}
