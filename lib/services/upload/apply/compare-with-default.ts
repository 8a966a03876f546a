import { findBranchDifference, findHeld, findStreamsOfRefs } from '#db/queries/branch.ts';
import { findTraits } from '#db/queries/evidence.ts';
import type { Stream } from '#db/queries/streams.ts';
import {
  type BranchComparison,
  baseStreams,
  compareBranch,
  type StoredComparison,
} from '#lib/domain/stream/compare-branch.ts';
import type { AnyGap } from '#lib/domain/stream/gap.ts';
import type { PresentFinding } from '#lib/domain/stream/move.ts';
import { isTracked } from '#lib/domain/stream/ref.ts';
import { countedGaps, gapInAll, keepOpen } from '#lib/domain/stream/witness.ts';
import type { At, Part } from './parts.ts';

/** Findings that a report introduced, of those parts that could be compared with something. */
export interface Introduced {
  numbers: readonly number[];
  /** Parts that were compared with nothing, as nothing of their kind was there. */
  uncompared: readonly Part[];
}

/**
 * Compares the streams of a ref that does not count with the default branch, once its report took effect; in the same
 * transaction, so that both sides are of one moment. Null for a ref that counts.
 */
export async function compareWithDefault(
  at: At,
  parts: readonly Part[],
): Promise<{ stored: StoredComparison; introduced: Introduced } | null> {
  const { tx, scope, repository, upload } = at;
  if (isTracked(upload.ref, repository)) return null;
  const ref = repository.defaultBranch;
  const all = await findStreamsOfRefs(tx, scope, [ref, upload.ref]);
  const sum = { introduced: 0, fixed: 0, moved: 0, changed: 0, unchanged: 0 };
  const reports: number[] = [];
  const uncompared: Part[] = [];
  const numbers = new Set<number>();
  for (const part of parts) {
    const base = baseStreams(part.stream, all, ref);
    reports.push(...base.flatMap(({ currentUpload }) => currentUpload ?? []));
    const { introduced, added, fixed, moved, changed, unchanged } = await comparePart(at, part, { base, all });
    if (base.length === 0) uncompared.push(part);
    else for (const number of added) numbers.add(number);
    sum.introduced += introduced;
    sum.fixed += fixed;
    sum.moved += moved;
    sum.changed += changed;
    sum.unchanged += unchanged;
  }
  const stored = { ...sum, ref, base: reports.length === 0 ? null : Math.max(...reports) };
  return { stored, introduced: { numbers: [...numbers], uncompared } };
}

const numbersOf = (findings: readonly PresentFinding[]): number[] => findings.map(({ number }) => number);

async function comparePart(
  at: At,
  part: Part,
  { base, all }: { base: Stream[]; all: Stream[] },
): Promise<BranchComparison> {
  const { tx, scope, repository, upload } = at;
  const streams = { branch: part.stream.id, base: base.map(({ id }) => id) };
  const difference = await findBranchDifference(tx, scope, streams);
  const others = (ref: string) => all.filter((one) => one.ref === ref && one.id !== part.stream.id).map(({ id }) => id);
  const heldOnBase = await findHeld(tx, scope, others(repository.defaultBranch), numbersOf(difference.onlyBranch));
  const heldOnBranch = await findHeld(tx, scope, others(upload.ref), numbersOf(difference.onlyBase));
  const unseen = await unseenBy(at, part, streams.base[0], numbersOf(difference.onlyBase));
  return compareBranch({ ...difference, heldOnBase, heldOnBranch, unseen });
}

/** Those of the default branch's findings of which the branch's report says nothing, because they may lie in its gaps. */
async function unseenBy(
  { tx, scope, upload }: At,
  part: Part,
  base: number | undefined,
  numbers: number[],
): Promise<Set<number>> {
  const gaps = countedGaps(gapsOf(part), upload);
  if (gapInAll(gaps) !== null) return new Set(numbers);
  if (gaps.length === 0 || base === undefined || numbers.length === 0) return new Set();
  const kept = keepOpen(gaps, await findTraits(tx, scope, base, numbers));
  return new Set(kept.flatMap((each) => each.numbers));
}

/** Of bytes that were read before only the first files of a gap are stored: then the others may be anywhere. */
function gapsOf({ gaps, stored }: Part): readonly AnyGap[] {
  if (stored === null) return gaps;
  return stored.map((gap): AnyGap => {
    if (gap.scope === 'rules') return { ...gap, subjects: null };
    return gap.scope === 'files' && gap.files > gap.paths.length ? { scope: 'everything', reason: gap.reason } : gap;
  });
}
