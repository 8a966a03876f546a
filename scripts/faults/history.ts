import { setTimeout as sleep } from 'node:timers/promises';
import type { Plumbline } from '../../bench/plumbline.ts';
import { readOpen } from './api.ts';

const EVERY = 60;

/** Watches one repository through the API while something happens to it: every count must be an allowed one. */
export class History {
  readonly #plumbline: Plumbline;
  readonly #repo: string;
  readonly #allowed = new Set<number>([0]);
  readonly wrong: string[] = [];
  readings = 0;
  #running = true;
  readonly #done: Promise<void>;

  constructor(plumbline: Plumbline, repo: string) {
    this.#plumbline = plumbline;
    this.#repo = repo;
    this.#done = this.#watch();
  }

  /** From now on only these counts may be seen: before and after one import. */
  only(...counts: number[]): void {
    this.#allowed.clear();
    for (const count of counts) this.#allowed.add(count);
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
  }

  async #watch(): Promise<void> {
    while (this.#running) {
      const before = new Set(this.#allowed);
      const open = await readOpen(this.#plumbline, this.#repo);
      if (open !== null) {
        this.readings += 1;
        if (!before.has(open) && !this.#allowed.has(open)) {
          this.wrong.push(`${open} open findings seen, allowed ${[...before].join(' or ')}`);
        }
      }
      await sleep(EVERY);
    }
  }
}
