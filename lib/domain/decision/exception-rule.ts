import type { Category, Severity, StatedSeverity } from '#lib/domain/finding/finding.ts';

/**
 * Life of a rule: `requested` → `in_force` → `expired` or `withdrawn`; or `requested` → `refused`, `withdrawn`. While it is
 * in force, what comes to match it gets an exception that names it.
 */
export const RULE_STATES = ['requested', 'in_force', 'refused', 'withdrawn', 'expired'] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** Rules of an organization that wait or are in force: each import reads them. */
export const MOST_RULES = 100;
/** Of each kind of pattern in a rule. */
export const MOST_PATTERNS = 20;

/**
 * Which findings a rule is about: all conditions must hold, of each list one entry. An empty list asks for nothing. `*` is
 * any run of characters in patterns; of paths and repositories none that holds a slash.
 */
export interface RuleConditions {
  scanners: readonly string[];
  /** Patterns of ids of rules. */
  rules: readonly string[];
  categories: readonly Category[];
  /** Patterns of paths from the root of the repository. */
  paths: readonly string[];
  /** Patterns of names of packages. */
  packages: readonly string[];
  /** This severity or a milder one. */
  severityAtMost: StatedSeverity | null;
  /** Patterns of names of repositories. */
  repositories: readonly string[];
  /** Slugs of teams that own the repository. */
  teams: readonly string[];
  labels: readonly string[];
}

/** A finding as rules see it. */
export interface RuledFinding {
  scanner: string;
  ruleId: string;
  category: Category;
  packageName: string | null;
  severity: Severity;
  /** Every file that it is in, by any report that holds it now; null: not all of them are known. */
  paths: readonly string[] | null;
}

/** A repository as rules see it. */
export interface RuledRepository {
  fullName: string;
  teams: readonly string[];
  labels: readonly string[];
}
