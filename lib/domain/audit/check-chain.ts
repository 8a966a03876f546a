import { type Anchor, AnchorCheck } from './anchor-check.ts';
import { type ChainProblem, missing } from './chain-problem.ts';
import type { ChainedEntry, ChainHead } from './entry.ts';
import { CHAIN_START, hashEntry } from './hash-entry.ts';
import { openSeals } from './seal.ts';

/**
 * Checks one organization's chain, entry by entry in the order of their sequence, and in the end against its head. It may
 * begin behind entries that the retention policy removed: then an entry that is still there must say so. Nothing is
 * checked any more after the first problem.
 */
export class ChainCheck {
  #begin: ChainHead = CHAIN_START;
  #last: ChainHead = CHAIN_START;
  #entries = 0;
  #problem: ChainProblem | null = null;
  /** The end of what was removed last, as the log says. */
  #removed: ChainHead = CHAIN_START;
  /** People whose names were taken out, with the first entry of each, until the entry that says they were removed. */
  readonly #erased = new Map<string, number>();
  readonly #anchors: AnchorCheck;

  /** @param anchors they must still be in the chain */
  constructor(anchors: readonly Anchor[] = []) {
    this.#anchors = new AnchorCheck(anchors);
  }

  /** The last entry that was found right. */
  get last(): ChainHead {
    return this.#last;
  }

  /** What the first entry continues: the start of all chains, or the last entry that was removed. */
  get begin(): ChainHead {
    return this.#begin;
  }

  /** How many entries were found right. */
  get entries(): number {
    return this.#entries;
  }

  get problem(): ChainProblem | null {
    return this.#problem;
  }

  /** Anchors that nothing can be said about, because the retention policy removed their entries. To be asked after `end`. */
  get uncheckedAnchors(): readonly Anchor[] {
    return this.#anchors.before(this.#begin);
  }

  add(entry: ChainedEntry): void {
    if (this.#problem) return;
    if (this.#entries === 0 && entry.sequence > 1) this.#beginBehind(entry);
    this.#problem = problemOf(this.#last, entry) ?? this.#openSeals(entry) ?? this.#anchors.check(entry);
    if (this.#problem) return;
    this.#noteRemoval(entry);
    this.#last = { sequence: entry.sequence, hash: entry.hash };
    this.#entries += 1;
  }

  /** Compares the end of what was added with the stored end of the chain. */
  end(head: ChainHead): ChainProblem | null {
    this.#problem ??=
      endProblemOf(this.#last, head) ??
      beginProblemOf(this.#begin, this.#removed) ??
      this.#anchors.end(this.#begin, this.#last) ??
      this.#erasedProblem();
    return this.#problem;
  }

  #beginBehind({ sequence, previous }: ChainedEntry): void {
    this.#begin = { sequence: sequence - 1, hash: previous };
    this.#last = this.#begin;
  }

  #noteRemoval({ verb, detail: { to, hash } }: ChainedEntry): void {
    if (verb === 'audit.removed' && typeof to === 'number' && typeof hash === 'string') {
      this.#removed = { sequence: to, hash };
    }
  }

  #openSeals(entry: ChainedEntry): ChainProblem | null {
    if (entry.seals === null) return null;
    const erased = openSeals(entry, entry.seals);
    if (erased === false) return changed(entry.sequence);
    for (const person of erased) if (!this.#erased.has(person)) this.#erased.set(person, entry.sequence);
    if (entry.verb === 'person.removed') this.#erased.delete(entry.target.id);
    return null;
  }

  /** Names are taken out of somebody who was removed, and of nobody else. */
  #erasedProblem(): ChainProblem | null {
    const [first] = this.#erased.values();
    if (first === undefined) return null;
    const sentence = `Entry ${first} was changed: a name was taken out of it, and no entry says that the person was removed.`;
    return { sequence: first, how: 'changed', sentence };
  }
}

/** Compares where a chain begins with what the log says was removed last. */
function beginProblemOf(begin: ChainHead, removed: ChainHead): ChainProblem | null {
  if (begin.sequence > removed.sequence) return missing(removed.sequence + 1, begin.sequence);
  const sequence = begin.sequence + 1;
  if (begin.sequence < removed.sequence) {
    const sentence = `Entry ${sequence} was added: the log says that everything up to entry ${removed.sequence} was removed.`;
    return { sequence, how: 'added', sentence };
  }
  if (begin.hash === removed.hash) return null;
  const sentence = `Entry ${sequence} does not continue the last one that the retention policy removed: one of them was replaced.`;
  return { sequence, how: 'replaced', sentence };
}

function problemOf(last: ChainHead, entry: ChainedEntry): ChainProblem | null {
  const { sequence, previous, hash } = entry;
  const expected = last.sequence + 1;
  if (sequence > expected) return missing(expected, sequence - 1);
  if (sequence < expected) {
    return { sequence, how: 'added', sentence: `Entry ${sequence} was added: its number was taken already.` };
  }
  if (previous !== last.hash) {
    const sentence = `Entry ${sequence} does not continue the one before: it or that one was replaced, swapped or added.`;
    return { sequence, how: 'replaced', sentence };
  }
  return hashEntry(previous, entry, entry.seals) === hash ? null : changed(sequence);
}

function changed(sequence: number): ChainProblem {
  return { sequence, how: 'changed', sentence: `Entry ${sequence} was changed: its content does not give its hash.` };
}

function endProblemOf(last: ChainHead, head: ChainHead): ChainProblem | null {
  if (head.sequence > last.sequence) return missing(last.sequence + 1, head.sequence);
  if (head.sequence < last.sequence) {
    const sequence = head.sequence + 1;
    return { sequence, how: 'added', sentence: `Entry ${sequence} was added behind the end of the log.` };
  }
  if (head.hash === last.hash) return null;
  const sentence = `Entry ${last.sequence} was replaced: the log ended with another one.`;
  return { sequence: last.sequence, how: 'replaced', sentence };
}
