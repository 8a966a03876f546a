/** Test helper: the rules of a finding's life as plain sets, recomputed from scratch, to compare the incremental code with. */
export interface ModelUpload {
  stream: string;
  tracked: boolean;
  /** Minutes. */
  time: number;
  complete: boolean;
  keys: readonly string[];
  /** Keys that lie where the report did not look. */
  unseen?: readonly string[];
}

export class ReferenceModel {
  readonly #present = new Map<string, Set<string>>();
  readonly #tracked = new Map<string, boolean>();
  readonly #marks = new Map<string, number>();
  /** Times, in minutes, of the first held report and of the newest one. */
  readonly #held = new Map<string, { first: number; newest: number }>();
  readonly #everTracked = new Set<string>();
  readonly #ever = new Set<string>();

  upload({ stream, tracked, time, complete, keys, unseen = [] }: ModelUpload): void {
    if (time < (this.#marks.get(stream) ?? Number.NEGATIVE_INFINITY)) return;
    const before = this.#present.get(stream) ?? new Set<string>();
    const closing = [...before].filter((key) => !keys.includes(key) && !unseen.includes(key)).length;
    const suspicious = complete && closing >= 20 && closing > 0.8 * before.size;
    const held = this.#held.get(stream);
    if (suspicious && !(held && time >= held.first + 10)) {
      if (!held || time >= held.newest) this.#held.set(stream, { first: held?.first ?? time, newest: time });
      return;
    }
    this.#held.delete(stream);
    this.#marks.set(stream, time);
    this.#tracked.set(stream, tracked);
    const kept = [...before].filter((key) => !complete || unseen.includes(key));
    this.#present.set(stream, new Set([...kept, ...keys]));
    for (const key of keys) {
      this.#ever.add(key);
      if (tracked) this.#everTracked.add(key);
    }
  }

  stateOf(key: string): 'open' | 'fixed' | 'branch' {
    const streams = [...this.#present].filter(([, keys]) => keys.has(key)).map(([stream]) => stream);
    if (streams.some((stream) => this.#tracked.get(stream))) return 'open';
    return this.#everTracked.has(key) ? 'fixed' : 'branch';
  }

  states(): Map<string, string> {
    return new Map([...this.#ever].sort().map((key) => [key, this.stateOf(key)]));
  }
}
