import { type ChainProblem, missing } from './chain-problem.ts';
import type { ChainHead } from './entry.ts';

/** An end of the chain that was noted earlier, outside of this database. Without `sequence`: an entry with this hash. */
export interface Anchor {
  sequence: number | null;
  hash: string;
}

/** Compares a chain with ends of it that were noted earlier. */
export class AnchorCheck {
  readonly #anchors: readonly Anchor[];
  readonly #bySequence: ReadonlyMap<number, string>;
  /** Hashes that are looked for, wherever they stand. */
  readonly #sought: Set<string>;

  constructor(anchors: readonly Anchor[]) {
    this.#anchors = anchors;
    this.#bySequence = new Map(anchors.flatMap(({ sequence, hash }) => (sequence === null ? [] : [[sequence, hash]])));
    this.#sought = new Set(anchors.flatMap(({ sequence, hash }) => (sequence === null ? [hash] : [])));
  }

  check({ sequence, hash }: ChainHead): ChainProblem | null {
    this.#sought.delete(hash);
    const noted = this.#bySequence.get(sequence);
    return noted === undefined || noted === hash ? null : rewritten(sequence);
  }

  end(begin: ChainHead, last: ChainHead): ChainProblem | null {
    const highest = Math.max(0, ...this.#bySequence.keys());
    if (highest > last.sequence) return missing(last.sequence + 1, highest);
    const before = this.check(begin);
    const [hash] = this.#sought;
    if (before !== null || hash === undefined || begin.sequence > 0) return before;
    const sentence = `No entry has the hash ${hash}, which was noted earlier: the log was rewritten.`;
    return { sequence: 1, how: 'rewritten', sentence };
  }

  /** Those that can be compared with no entry, because the chain begins behind them. */
  before(begin: ChainHead): readonly Anchor[] {
    return this.#anchors.filter(({ sequence, hash }) =>
      sequence === null ? this.#sought.has(hash) : sequence < begin.sequence,
    );
  }
}

function rewritten(sequence: number): ChainProblem {
  const sentence = `Entry ${sequence} has another hash than the one noted earlier: the log was rewritten up to it.`;
  return { sequence, how: 'rewritten', sentence };
}
