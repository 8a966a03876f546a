import type { PoolClient } from 'pg';
import { classify } from '../classify-error.ts';
import { type Binding, bindingCommands } from './binding.ts';
import { ClientPool, type PoolOptions } from './client-pool.ts';
import type { Executor } from './statement.ts';
import { type Prepared, StatementQuery } from './statement-query.ts';
import type { Compiled } from './template.ts';
import { TextQuery } from './wire-query.ts';

const prepared = new WeakMap<PoolClient, Map<string, Prepared>>();

/**
 * Runs single reads, each in a transaction of its own that is bound to one organization. All of it is sent together:
 * one round trip, once the statement is prepared.
 */
export class ReadPool {
  readonly #pool: ClientPool;

  constructor(options: PoolOptions) {
    this.#pool = new ClientPool(options);
  }

  /** @param binding asked for before each read */
  boundTo(binding: () => Promise<Binding>): Executor {
    return {
      run: async (compiled) => this.#run(compiled, await binding()),
      batches: () => {
        throw new TypeError('Rows in batches come within a transaction only.');
      },
    };
  }

  async #run(compiled: Compiled, binding: Binding): Promise<unknown> {
    try {
      return await this.#attempt(compiled, binding);
    } catch (error) {
      // The tables of the prepared statement have changed meanwhile: it is prepared again.
      if (classify(error) !== 'retry') throw error;
      return this.#attempt(compiled, binding);
    }
  }

  async #attempt(compiled: Compiled, binding: Binding): Promise<unknown> {
    const client = await this.#pool.take();
    let isClean = false;
    try {
      const statements = prepared.get(client) ?? new Map<string, Prepared>();
      prepared.set(client, statements);
      const before = ['begin read only', ...bindingCommands(binding)];
      const query = new StatementQuery(compiled, { statements, around: { before, after: 'commit' } });
      client.query(query);
      const { rows } = await query.answer.catch(async (error: unknown) => {
        isClean = await rollback(client);
        throw error;
      });
      isClean = true;
      return rows;
    } finally {
      this.#pool.giveBack(client, isClean);
    }
  }

  end(seconds?: number): Promise<void> {
    return this.#pool.end(seconds);
  }
}

/** @returns whether the client can be used again */
async function rollback(client: PoolClient): Promise<boolean> {
  const query = new TextQuery('rollback');
  client.query(query);
  return query.answer.then(
    () => true,
    () => false,
  );
}
