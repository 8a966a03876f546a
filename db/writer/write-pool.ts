import pg from 'pg';
import type { Transaction, TransactionMode } from '../connection.ts';
import { asDatabaseError } from './lost-connection-error.ts';
import { OpenTransaction } from './open-transaction.ts';

export interface WritePoolOptions {
  url: string;
  max: number;
  /** Milliseconds. */
  connectTimeout: number;
  /** Settings of each session. */
  session: Readonly<Record<string, string>>;
}

const IDLE = 30_000;

/** A pool of clients for transactions. A client that lost its connection or is in an unknown state is never reused. */
export class WritePool {
  readonly #options: WritePoolOptions;
  readonly #busy = new Set<pg.PoolClient>();
  #pool: pg.Pool | null = null;

  constructor(options: WritePoolOptions) {
    this.#options = options;
  }

  /** Runs one transaction: committed when this resolves; rolled back when it rejects, or unknown after a lost connection. */
  async begin<T>(work: (tx: Transaction) => Promise<T>, mode: TransactionMode = 'read write'): Promise<T> {
    const client = await this.#connect();
    const transaction = new OpenTransaction(client);
    const end: { clean: boolean } = { clean: false };
    try {
      await transaction.command(`begin ${mode}`);
      return await finish(transaction, work, end);
    } finally {
      transaction.detach();
      this.#busy.delete(client);
      client.release(!end.clean);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#pool ??= makePool(this.#options);
    try {
      const client = await this.#pool.connect();
      this.#busy.add(client);
      return client;
    } catch (error) {
      // Errors of Node and of the server have a code; errors that `pg` makes itself have none.
      if (error instanceof Error && ('code' in error || error instanceof AggregateError)) throw error;
      throw asDatabaseError(error);
    }
  }

  /** Waits for open transactions, at most so many seconds, then ends their connections. */
  async end(seconds = 5): Promise<void> {
    const ended = this.#pool?.end();
    if (!ended) return;
    const timer = setTimeout(() => {
      for (const client of this.#busy) void (client as unknown as pg.Client).end();
    }, seconds * 1000);
    await ended;
    clearTimeout(timer);
  }
}

async function finish<T>(
  transaction: OpenTransaction,
  work: (tx: Transaction) => Promise<T>,
  end: { clean: boolean },
): Promise<T> {
  const result = await attempt(transaction, work, end);
  transaction.close();
  const done = await transaction.command('commit');
  end.clean = true;
  // A statement failed and the caller caught its error: the server answers `commit` with ROLLBACK and no error.
  if (done !== 'COMMIT') throw new Error('The transaction was undone: one of its statements had failed.');
  return result;
}

async function attempt<T>(
  transaction: OpenTransaction,
  work: (tx: Transaction) => Promise<T>,
  end: { clean: boolean },
): Promise<T> {
  try {
    return await work(transaction.connection());
  } catch (error) {
    transaction.close();
    await transaction.command('rollback').then(
      () => {
        end.clean = true;
      },
      () => undefined,
    );
    throw error;
  }
}

function makePool(options: WritePoolOptions): pg.Pool {
  const { application_name, ...settings } = options.session;
  const url = new URL(options.url);
  const given = url.searchParams.get('options') ?? '';
  url.searchParams.delete('options');
  const own = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  // Set on the client only: in the pool's settings it would also limit the wait for a free client.
  class Client extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionTimeoutMillis: options.connectTimeout });
    }
  }
  const pool = new pg.Pool({
    Client,
    connectionString: url.toString(),
    application_name,
    options: [given, ...own].join(' ').trim(),
    max: options.max,
    idleTimeoutMillis: IDLE,
    keepAlive: true,
    keepAliveInitialDelayMillis: 60_000,
  });
  // An `error` event without a listener would end the process. The query that uses the connection fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return pool;
}
