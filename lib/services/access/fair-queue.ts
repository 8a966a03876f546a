import { Fault } from '#lib/errors.ts';

interface Waiting {
  start: () => void;
  refuse: (fault: Fault) => void;
}

export interface FairQueueOptions {
  /** How many tasks run at a time. */
  atOnce: number;
  /** How many tasks may wait, of all sources together and of one source. */
  waiting: number;
  waitingOfOne: number;
}

function busy(): Fault {
  return new Fault('unavailable', 'Too many people sign in at this moment. Try again in a few seconds.', {
    retryAfter: 5,
  });
}

/**
 * Runs expensive tasks, a few at a time. Sources are served in turn (round robin), and a full queue drops the latest
 * task of the source with the most waiting, so that a flood from a few sources does not shut out the others.
 */
export class FairQueue {
  readonly #options: FairQueueOptions;
  /** By source; the first one is served next. */
  readonly #queues = new Map<string, Waiting[]>();
  #active = 0;
  #waiting = 0;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  /** @throws Fault `unavailable` when the source has too many tasks waiting already, or the queue is full */
  async run<T>(source: string, work: () => Promise<T>): Promise<T> {
    await this.#take(source);
    try {
      return await work();
    } finally {
      this.#startNext();
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

  /** Drops the latest task of the longest queue, unless the new task's source would then have as many waiting. */
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

  /** Starts the next waiting task in place of the one that ended, so that the active count stays. */
  #startNext(): void {
    const [entry] = this.#queues;
    if (entry === undefined) {
      this.#active -= 1;
      return;
    }
    const [source, queue] = entry;
    const next = queue.shift();
    // Delete and set again moves the source to the end of the map: the others are served first.
    this.#queues.delete(source);
    if (queue.length > 0) this.#queues.set(source, queue);
    this.#waiting -= 1;
    next?.start();
  }
}
