import type { IncomingFinding, PresentFinding } from './move.ts';
import { pairMoves } from './move.ts';

/** A stream as far as it decides what is compared with what. */
export interface ComparedStream {
  id: number;
  pipelineId: number;
  scanner: string;
  label: string;
  ref: string;
  /** Null before its first report took effect. */
  currentUpload: number | null;
  retiredAt: Date | null;
}

/**
 * The default branch's streams that say the same as `stream` does of its own branch: those of its scanner and label in
 * its pipeline, else in any, because many run one workflow for pull requests and another one for the default branch.
 */
export function baseStreams<T extends ComparedStream>(
  stream: Pick<ComparedStream, 'pipelineId' | 'scanner' | 'label'>,
  all: readonly T[],
  defaultBranch: string,
): T[] {
  const alike = all.filter(
    ({ ref, scanner, label, currentUpload, retiredAt }) =>
      ref === defaultBranch &&
      scanner === stream.scanner &&
      label === stream.label &&
      currentUpload !== null &&
      retiredAt === null,
  );
  const same = alike.filter((one) => one.pipelineId === stream.pipelineId);
  return same.length > 0 ? same : alike;
}

/** Findings that only one side has; those that a scanner reports as suppressed are on neither. */
export interface BranchDifference {
  onlyBranch: PresentFinding[];
  onlyBase: PresentFinding[];
  unchanged: number;
  changed: number;
}

export interface BranchFacts extends BranchDifference {
  /** Numbers among `onlyBranch` that another stream of the default branch holds. */
  heldOnBase: ReadonlySet<number>;
  /** Numbers among `onlyBase` that another stream of this branch holds. */
  heldOnBranch: ReadonlySet<number>;
  /** Numbers among `onlyBase` that lie where the branch's report did not look: it says nothing of them. */
  unseen: ReadonlySet<number>;
}

/** What a branch's report says beside the default branch's. */
export interface BranchComparison {
  introduced: number;
  /** Numbers of what it introduced. */
  added: number[];
  fixed: number;
  moved: number;
  changed: number;
  unchanged: number;
}

/** A comparison as an upload stores it: with which ref, and that one's newest report in it; null when it has none. */
export type StoredComparison = Omit<BranchComparison, 'added'> & { ref: string; base: number | null };

const asIncoming = (finding: PresentFinding): IncomingFinding => ({
  ...finding,
  index: finding.number,
  scanner: '',
  ruleId: '',
  suppressed: false,
});

/** What a branch introduces and fixes. A finding that it only moved to another file is neither. */
export function compareBranch(facts: BranchFacts): BranchComparison {
  const { heldOnBase, heldOnBranch, unseen } = facts;
  const gained = facts.onlyBranch.filter(({ number }) => !heldOnBase.has(number));
  const lost = facts.onlyBase.filter(({ number }) => !heldOnBranch.has(number) && !unseen.has(number));
  const pairs = lost.length === 0 || gained.length === 0 ? [] : pairMoves(lost, gained.map(asIncoming));
  const moved = new Set(pairs.map(({ incoming }) => incoming.index));
  const added = gained.map(({ number }) => number).filter((number) => !moved.has(number));
  return {
    introduced: added.length,
    added,
    fixed: lost.length - pairs.length,
    moved: pairs.length,
    changed: facts.changed,
    unchanged: facts.unchanged + facts.onlyBranch.length - gained.length,
  };
}
