import type { Exploit } from '#lib/domain/finding/exploit.ts';
import type { Category, Severity } from '#lib/domain/finding/finding.ts';
import type { GateFacts, GatePlace } from './gate-facts.ts';
import type { RuleEffect, RuleOutcome } from './judgement.ts';
import type { RuleKind } from './schema.ts';

/** Findings that an answer names for each rule; `count` says how many there are. */
export const MOST_NAMED = 20;
/** Numbers of introduced findings that are kept with an answer. */
export const MOST_KEPT = 5000;

/** A finding as an answer of a gate names it: enough to act on. All text is as reported. */
export interface GateFinding {
  number: number;
  title: string;
  severity: Severity;
  category: Category;
  exploit: Exploit;
  rule: string;
  path: string | null;
  line: number | null;
  package: string | null;
  version: string | null;
  advisory: string | null;
  /** The lowest version that fixes it; null: none is known, or it is no package. */
  fix: string | null;
}

export interface GateRule {
  id: string;
  title: string;
  kind: RuleKind;
  outcome: RuleOutcome;
  effect: RuleEffect;
  message: string;
  /** What the author of the rule says to whoever meets it. */
  advice: string | null;
  /** What would make it pass, a sentence each. */
  remedy: string[];
  count: number | null;
  /** Worst first, at most MOST_NAMED. */
  findings: GateFinding[];
}

/** An answer of a gate as it is kept. */
export interface StoredGate {
  outcome: RuleEffect;
  rules: GateRule[];
  /** Rules of the repository that its organization does not allow. */
  refused: string[];
}

/** Facts as they are kept, with the place that the conditions of rules are about. */
export interface StoredFacts extends GateFacts {
  place: GatePlace;
}
