import pg from 'pg';
import { asDatabaseError } from './lost-connection-error.ts';

export interface PoolOptions {
  url: string;
  max: number;
  /** Milliseconds. */
  connectTimeout: number;
  /** Settings of each session. */
  session: Readonly<Record<string, string>>;
}

const IDLE = 30_000;

/** Clients of `pg`, opened when the first one is needed. One that lost its connection or is in an unknown state is never reused. */
export class ClientPool {
  readonly #options: PoolOptions;
  readonly #busy = new Set<pg.PoolClient>();
  #pool: pg.Pool | null = null;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  async take(): Promise<pg.PoolClient> {
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

  giveBack(client: pg.PoolClient, isClean: boolean): void {
    this.#busy.delete(client);
    client.release(!isClean);
  }

  /** Waits for clients in use, at most so many seconds, then ends their connections. */
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

function makePool(options: PoolOptions): pg.Pool {
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
