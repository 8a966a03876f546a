import type { ChainedEntry, ChainHead } from './entry.ts';
import { CHAIN_START, hashEntry } from './hash-entry.ts';
import { openSeals } from './seal.ts';

/** The first entry that is wrong, and how in one sentence. */
export interface ChainProblem {
  sequence: number;
  how: 'missing' | 'changed' | 'replaced' | 'added' | 'rewritten';
  sentence: string;
}

/**
 * Checks one organization's chain, entry by entry in the order of their sequence, and in the end against its head.
 * Nothing is checked any more after the first problem.
 */
export class ChainCheck {
  #last: ChainHead = CHAIN_START;
  #problem: ChainProblem | null = null;
  /** People whose names were taken out, with the first entry of each, until the entry that says they were removed. */
  readonly #erased = new Map<string, number>();
  readonly #anchor: ChainHead | null;

  /** @param anchor an end of the chain that was noted earlier, outside of this database: it must still be in it */
  constructor(anchor: ChainHead | null = null) {
    this.#anchor = anchor;
  }

  /** The last entry that was found right. */
  get last(): ChainHead {
    return this.#last;
  }

  get problem(): ChainProblem | null {
    return this.#problem;
  }

  add(entry: ChainedEntry): void {
    this.#problem ??= problemOf(this.#last, entry) ?? this.#openSeals(entry) ?? this.#againstAnchor(entry);
    if (this.#problem === null) this.#last = { sequence: entry.sequence, hash: entry.hash };
  }

  /** Compares the end of what was added with the stored end of the chain. */
  end(head: ChainHead): ChainProblem | null {
    this.#problem ??= endProblemOf(this.#last, head) ?? this.#anchorMissing() ?? this.#erasedProblem();
    return this.#problem;
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

  #againstAnchor({ sequence, hash }: ChainedEntry): ChainProblem | null {
    if (this.#anchor?.sequence !== sequence || this.#anchor.hash === hash) return null;
    return {
      sequence,
      how: 'rewritten',
      sentence: `Entry ${sequence} has another hash than the one noted earlier: the log was rewritten up to it.`,
    };
  }

  #anchorMissing(): ChainProblem | null {
    if (this.#anchor === null || this.#anchor.sequence <= this.#last.sequence) return null;
    return missing(this.#last.sequence + 1, this.#anchor.sequence);
  }
}

function missing(from: number, to: number): ChainProblem {
  const which = from === to ? `Entry ${from} is missing` : `Entries ${from} to ${to} are missing`;
  return { sequence: from, how: 'missing', sentence: `${which}: deleted, or moved to another place.` };
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
