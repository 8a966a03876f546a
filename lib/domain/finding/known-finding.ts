import type { Category, Decision, FindingState } from './finding.ts';

/** A finding that the repository knows, as decisions about it need to see it. Severities are the table's numbers, 4 critical … 0 info, -1 unknown. */
export interface KnownFinding {
  number: number;
  /** Its own key, hex: that of the report which named it last. */
  key: string;
  state: FindingState;
  category: Category;
  severity: number;
  /** What a person set, when one did. */
  severitySet: number | null;
  /** The exception that is in force, whatever reports say; null: none. */
  decided: Decision | null;
  scanner: string;
  ruleId: string;
  path: string | null;
  line: number | null;
  actionNumber: number;
}
