import { Fault } from '#lib/errors.ts';

interface Waiting {
  start: () => void;
  refuse: (fault: Fault) => void;
}

export interface FairTurnsOptions {
  /** How many work at a time. */
  atOnce: number;
  /** How many may wait, of all sources together and of one. */
  waiting: number;
  waitingOfOne: number;
}

function busy(): Fault {
  return new Fault('unavailable', 'Too many people sign in at this moment. Try again in a few seconds.', {
    retryAfter: 5,
  });
}

/**
 * Work that costs much, a few at a time. Sources take turns, and a full queue makes room for whoever has least in it,
 * so that a flood from a few sources delays others by moments and does not keep them out.
 */
export class FairTurns {
  readonly #options: FairTurnsOptions;
  /** In the order of their next turn. */
  readonly #queues = new Map<string, Waiting[]>();
  #active = 0;
  #waiting = 0;

  constructor(options: FairTurnsOptions) {
    this.#options = options;
  }

  /** @throws Fault `unavailable` for a source that has too many waiting already */
  async run<T>(source: string, work: () => Promise<T>): Promise<T> {
    await this.#take(source);
    try {
      return await work();
    } finally {
      this.#handOn();
    }
  }

  #take(source: string): Promise<void> {
    if (this.#active < this.#options.atOnce) {
      this.#active += 1;
      return Promise.resolve();
    }
    const queue = this.#queues.get(source) ?? [];
    if (queue.length >= this.#options.waitingOfOne) return Promise.reject(busy());
    if (this.#waiting >= this.#options.waiting && !this.#makeRoom(queue.length)) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      queue.push({ start: resolve, refuse: reject });
      this.#queues.set(source, queue);
      this.#waiting += 1;
    });
  }

  /** The source with the most loses its latest, if it has more than the one that comes would have. */
  #makeRoom(had: number): boolean {
    const longest = [...this.#queues.values()].reduce<Waiting[]>(
      (most, queue) => (queue.length > most.length ? queue : most),
      [],
    );
    if (longest.length <= had + 1) return false;
    longest.pop()?.refuse(busy());
    this.#waiting -= 1;
    return true;
  }

  /** Whoever ends hands the turn on, so that the count of those at work stays. */
  #handOn(): void {
    const [entry] = this.#queues;
    if (entry === undefined) {
      this.#active -= 1;
      return;
    }
    const [source, queue] = entry;
    const next = queue.shift();
    // To the end: the other sources come first now.
    this.#queues.delete(source);
    if (queue.length > 0) this.#queues.set(source, queue);
    this.#waiting -= 1;
    next?.start();
  }
}
