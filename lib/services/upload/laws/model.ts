import type { Line } from './harness.ts';

export interface ModelUpload {
  stream: string;
  tracked: boolean;
  time: number;
  complete: boolean;
  lines: readonly Line[];
}

interface ModelStream {
  tracked: boolean;
  mark: number;
  /** Times, in minutes, of the first and the newest of the reports that are held. */
  held: { first: number; newest: number } | null;
  /** Suppressed or not, by key. */
  present: Map<string, boolean>;
}

/** Reference model with plain sets: each upload's outcome, and every finding's state recomputed from scratch. */
export class Model {
  readonly #streams = new Map<string, ModelStream>();
  readonly #everTracked = new Set<string>();
  readonly #ever = new Set<string>();

  upload(upload: ModelUpload): 'processed' | 'superseded' | 'held' {
    const stream = this.#stream(upload);
    if (upload.time < stream.mark) return 'superseded';
    const next = new Map(upload.lines.map(({ key, suppressed = false }) => [key, suppressed]));
    const lost = [...stream.present.keys()].filter((key) => !next.has(key)).length;
    if (upload.complete && lost >= 20 && lost > 0.8 * stream.present.size) {
      const { held } = stream;
      if (!held || upload.time < held.first + 10) {
        if (held && upload.time < held.newest) return 'superseded';
        stream.held = { first: held?.first ?? upload.time, newest: upload.time };
        return 'held';
      }
    }
    stream.held = null;
    stream.mark = upload.time;
    stream.present = upload.complete ? next : new Map([...stream.present, ...next]);
    for (const key of next.keys()) {
      this.#ever.add(key);
      if (stream.tracked) this.#everTracked.add(key);
    }
    return 'processed';
  }

  /** The stream sees nothing until its next report; what is older than its newest report stays older. */
  retire(name: string): void {
    const stream = this.#streams.get(name);
    if (!stream) return;
    stream.held = null;
    stream.present = new Map();
  }

  states(): Record<string, string> {
    return Object.fromEntries([...this.#ever].sort().map((key) => [key, this.#stateOf(key)]));
  }

  #stream({ stream: name, tracked }: ModelUpload): ModelStream {
    const known = this.#streams.get(name);
    if (known) return known;
    const fresh = { tracked, mark: Number.NEGATIVE_INFINITY, held: null, present: new Map<string, boolean>() };
    this.#streams.set(name, fresh);
    return fresh;
  }

  #stateOf(key: string): string {
    const seen = [...this.#streams.values()].filter((stream) => stream.tracked && stream.present.has(key));
    if (seen.length > 0) return seen.every((stream) => stream.present.get(key)) ? 'suppressed' : 'open';
    return this.#everTracked.has(key) ? 'fixed' : 'branch';
  }
}
