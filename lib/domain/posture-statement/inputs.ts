import type { CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import type { ScoreState } from '#lib/domain/score/state.ts';

/** The newest report that a stream's findings are of. */
export interface StatedReport {
  pipeline: string;
  scanner: string;
  label: string;
  /** Hex, of the report's bytes as they were delivered. */
  sha256: string;
  received_at: string;
}

/** All that a repository gives to the organization's score. */
export interface StatedRepository {
  repo: string;
  criticality: Criticality;
  /** Null: nothing was ever measured, and it has no score. */
  state: ScoreState | null;
  /** When `state` was made: ages are of that moment. */
  scored_at: string | null;
  /** How each category stands, in the words of the grid of coverage. */
  coverage: Readonly<Record<ScoreCategory, CoverageState>>;
  /** Open findings by severity: info, low, medium, high, critical, unknown. */
  open: readonly number[];
  /** Of the refs that count, those that were not retired. */
  reports: readonly StatedReport[];
}

export const INPUTS_FORMAT = 'plumbline-posture-inputs/v1';

/** The first line of the file. */
export interface StatedHead {
  format: typeof INPUTS_FORMAT;
  organization: string;
  week: string;
  at: string;
}

export interface StatementInputs {
  head: StatedHead;
  repositories: readonly StatedRepository[];
}

/** The file that a statement is about: a JSON line for the head, and one for each repository in the order of their names. */
export function inputsFile({ head, repositories }: StatementInputs): Buffer {
  const sorted = repositories.toSorted((a, b) => (a.repo < b.repo ? -1 : 1));
  return Buffer.from(`${[head, ...sorted].map((line) => JSON.stringify(line)).join('\n')}\n`);
}
