import type { Reach } from '#lib/domain/privilege/access/reach.ts';
import type { Setting } from '#lib/domain/privilege/access/setting.ts';
import type { PathPattern, PathSeverity } from './pattern.ts';
import type { Target } from './target.ts';

/** Rights of which a path is made, as docs name them. */
export const STEP_RIGHTS = [
  'R1',
  'R2',
  'R3',
  'R4',
  'R5',
  'R6',
  'R7',
  'R8',
  'R9',
  'R10',
  'R11',
  'R12',
  'R13',
  'R14',
  'R15',
  'R16',
] as const;
export type StepRight = (typeof STEP_RIGHTS)[number];

/** One way to a target: by one reason, through one repository (null: through none that exists yet). */
export interface Way {
  readonly pattern: PathPattern;
  /** Place in the list of repositories. */
  readonly through: number | null;
  /** Who goes it with nobody's help. */
  readonly alone: Reach;
  /** Who goes it with or without. */
  readonly helped: Reach;
  readonly steps: readonly StepRight[];
  readonly settings: readonly Setting[];
}

/** All ways of one name to one target. */
export interface Path {
  readonly key: string;
  readonly pattern: PathPattern;
  readonly target: Target;
  readonly alone: Reach;
  readonly helped: Reach;
  /** `proven`: what is known suffices for somebody; else what is not known may. */
  readonly certainty: 'proven' | 'possible';
  readonly severity: PathSeverity;
  readonly steps: readonly StepRight[];
  readonly through: readonly number[];
  /** Ways that somebody may go alone: one for each repository. */
  readonly ways: number;
  /** What holds it open: for cuts, and as evidence. */
  readonly settings: readonly Setting[];
}
