import type { PoolClient } from 'pg';
import type { CopyChunks, Transaction } from '../connection.ts';
import { BatchQuery } from './batch-query.ts';
import { type Binding, bindingCommands } from './binding.ts';
import { makeConnection } from './connection-of.ts';
import { CopyOutQuery } from './copy-out-query.ts';
import { CopyQuery } from './copy-query.ts';
import { LostConnectionError } from './lost-connection-error.ts';
import type { Executor } from './statement.ts';
import { type Prepared, StatementQuery } from './statement-query.ts';
import type { Compiled } from './template.ts';
import { type Answer, PortalQuery, TextQuery, type WireQuery } from './wire-query.ts';

/** By client, for bound and unbound transactions: a plan is made for the role that asked for it. */
const prepared = {
  bound: new WeakMap<PoolClient, Map<string, Prepared>>(),
  unbound: new WeakMap<PoolClient, Map<string, Prepared>>(),
};
let portals = 0;

interface Waiting {
  make: () => WireQuery;
  resolve: (answer: Promise<Answer>) => void;
}

/**
 * One transaction on one client. Its statements run one after another, in the order in which they were started; those
 * that wait at one time are sent together. Once its connection is lost or it has ended, no further statement is sent.
 */
export class OpenTransaction implements Executor {
  readonly #client: PoolClient;
  readonly #statements: Map<string, Prepared>;
  readonly #binding: Binding | null;
  readonly #heard: (error: Error) => void;
  readonly #waiting: Waiting[] = [];
  /** The next one to be sent, which cannot be sent together with those before it. */
  #made: WireQuery | null = null;
  #isSending = false;
  #over = false;
  #lost: LostConnectionError | null = null;

  constructor(client: PoolClient, binding: Binding | null = null) {
    this.#client = client;
    this.#binding = binding;
    const known = binding ? prepared.bound : prepared.unbound;
    this.#statements = known.get(client) ?? new Map();
    known.set(client, this.#statements);
    this.#heard = (error) => {
      this.#lost ??= new LostConnectionError(error);
    };
    client.on('error', this.#heard);
  }

  /** The transaction as query functions take it. */
  connection(): Transaction {
    return Object.assign(makeConnection(this), {
      copyFrom: async (text: string, chunks: CopyChunks): Promise<void> => {
        await this.#next(() => new CopyQuery(this.#asOwner(text), chunks));
      },
      copyTo: async (text: string, take: (bytes: Uint8Array) => Promise<void>): Promise<number> => {
        const { tag } = await this.#next(() => new CopyOutQuery(text, take));
        return Number(/^COPY (\d+)$/.exec(tag ?? '')?.[1]);
      },
      asOwner: async (text: string): Promise<void> => {
        await this.#next(() => new TextQuery(this.#asOwner(text)));
      },
    });
  }

  /** The statement as the tables' owner, then the bound role again, in one text. `app.org_id` stays as it is. */
  #asOwner(text: string): string {
    if (this.#binding === null) return text;
    const [role] = bindingCommands(this.#binding);
    return `set local role none; ${text}; ${role}`;
  }

  async run(compiled: Compiled): Promise<unknown> {
    const { rows } = await this.#next(() =>
      // Raw text may contain several statements, which cannot be prepared.
      compiled.plain ? new TextQuery(compiled.text) : new StatementQuery(compiled, { statements: this.#statements }),
    );
    return rows;
  }

  async *batches(compiled: Compiled, rows: number): AsyncIterable<unknown> {
    portals += 1;
    const portal = { name: `portal_${portals}`, rows };
    let answer = await this.#next(() => new StatementQuery(compiled, { statements: this.#statements, portal }));
    for (;;) {
      if (answer.rows.length > 0) yield answer.rows;
      if (answer.tag !== null) return;
      const { columns } = answer;
      answer = await this.#next(() => new PortalQuery(portal, columns));
    }
  }

  /** Sends `begin`, `commit` or `rollback`. @returns the server's command tag */
  async command(text: string): Promise<string> {
    const { tag } = await this.#send(() => new TextQuery(text));
    return tag ?? '';
  }

  /** Refuses further statements of the caller, including those that wait for their turn. */
  close(): void {
    this.#over = true;
  }

  /** Removes this transaction's listeners from the client. */
  detach(): void {
    this.#client.off('error', this.#heard);
  }

  #next(query: () => WireQuery): Promise<Answer> {
    return this.#send(() => {
      if (this.#over) throw new Error('The transaction is over: this statement came after its end.');
      return query();
    });
  }

  #send(make: () => WireQuery): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push({ make, resolve });
      if (this.#isSending) return;
      this.#isSending = true;
      // After all that is started now: it is sent together.
      process.nextTick(() => this.#sendWaiting());
    });
  }

  #sendWaiting(): void {
    const queries = this.#nextQueries();
    const [first] = queries;
    this.#isSending = first !== undefined;
    if (first === undefined) return;
    const statements = queries.filter((query) => query instanceof StatementQuery);
    this.#client.query(statements.length > 1 ? new BatchQuery(statements) : first);
    const answered = Promise.allSettled(queries.map((query) => query.answer));
    void answered.then(() => process.nextTick(() => this.#sendWaiting()));
  }

  /** Those of the waiting ones that can be sent together; else the first. */
  #nextQueries(): WireQuery[] {
    const queries: WireQuery[] = [];
    for (;;) {
      const query = this.#made ?? this.#makeNext();
      this.#made = null;
      if (query === null) return queries;
      const isReady = query instanceof StatementQuery && query.isReady;
      if (queries.length > 0 && !isReady) {
        this.#made = query;
        return queries;
      }
      queries.push(query);
      if (!isReady) return queries;
    }
  }

  #makeNext(): WireQuery | null {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      try {
        if (this.#lost) throw this.#lost;
        const query = next.make();
        next.resolve(this.#answerOf(query));
        return query;
      } catch (error) {
        next.resolve(Promise.reject(error));
      }
    }
    return null;
  }

  async #answerOf(query: WireQuery): Promise<Answer> {
    try {
      return await query.answer;
    } catch (error) {
      if (error instanceof LostConnectionError) this.#lost ??= error;
      throw error;
    }
  }
}
