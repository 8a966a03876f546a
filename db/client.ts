import postgres from 'postgres';
import { COLUMN_TYPES } from './column-types.ts';
import type { Database, Sql, Transaction, TransactionMode } from './connection.ts';
import { appRoleOf } from './isolation/app-role.ts';
import { type Binding, requireOrgId, VIEWS } from './writer/binding.ts';
import { makeConnection } from './writer/connection-of.ts';
import { ReadPool } from './writer/read-pool.ts';
import { WritePool } from './writer/write-pool.ts';

export type { Connection, Database, Sql, Statement, Transaction } from './connection.ts';

/** How to reach Postgres. `socketDir` is set for the embedded server: its Unix socket answers without TCP's delays. */
export interface ConnectionSettings {
  url: string;
  socketDir: string | null;
}

export interface ConnectOptions {
  /** Connections for reads, and as many again for transactions; each is opened when it is needed. */
  max?: number;
  /** Milliseconds; 0, the default, switches it off. Reads of screens stop at 2 s and say so. */
  statementTimeout?: number;
  /** Milliseconds that a statement waits for a lock of another transaction; 0, the default, waits for ever. */
  lockTimeout?: number;
  /** Milliseconds that an open transaction may lie idle before the server ends it; the default is ten minutes. */
  idleTimeout?: number;
  name?: string;
  /** Seconds, default 10. */
  connectTimeout?: number;
  /** Statements outside of transactions write too: for set-up, migrations and tests, never for the product's verbs. */
  writable?: boolean;
}

const TEN_MINUTES = 600_000;

/** How reads are planned: settings of their sessions. */
export const READ_PLANS = {
  // With the values: a plan made without them would take a rare word for a common one, which costs more than planning.
  plan_cache_mode: 'force_custom_plan',
  // Starting further processes takes longer than our reads, and takes their cores from other people's.
  max_parallel_workers_per_gather: '0',
};

/** Settings of a session, sent with its first message. */
function sessionSettings(options: ConnectOptions): Record<string, string> {
  return {
    application_name: options.name ?? 'plumbline',
    // The server then refuses any write outside of `BEGIN READ WRITE`, even if a driver sends one.
    default_transaction_read_only: options.writable ? 'off' : 'on',
    statement_timeout: String(options.statementTimeout ?? 0),
    lock_timeout: String(options.lockTimeout ?? 0),
    idle_in_transaction_session_timeout: String(options.idleTimeout ?? TEN_MINUTES),
    // Compiling would take longer than our statements, which run for milliseconds.
    jit: 'off',
  };
}

/** Unbound reads are few: who sends a request, and sweeps. */
const UNBOUND_READS = 4;

/**
 * Opens a pool, of connections that are made when they are needed: transactions, and reads that are bound to an
 * organization, go through `pg`; other reads through `postgres`.
 */
export function connect(settings: ConnectionSettings, options: ConnectOptions = {}): Database {
  const session = sessionSettings(options);
  const max = options.max ?? 10;
  const reads = connectReads(settings, { ...options, max: Math.min(max, UNBOUND_READS) }, session);
  const endReads = reads.end;
  const pool = { url: pgConnectionString(settings), max, connectTimeout: (options.connectTimeout ?? 10) * 1000 };
  const writes = new WritePool({ ...pool, session });
  const boundReads = new ReadPool({
    ...pool,
    session: { ...session, ...READ_PLANS, default_transaction_read_only: 'on', search_path: `${VIEWS},public` },
  });
  const role = appRole(reads as unknown as Sql);
  const own: Pick<Database, 'begin' | 'boundTo' | 'end'> = {
    begin: (work, mode) => writes.begin(work, mode),
    boundTo(given) {
      const orgId = requireOrgId(given);
      const binding = async (): Promise<Binding> => ({ role: await role(), orgId });
      const begin = async <T>(work: (tx: Transaction) => Promise<T>, mode?: TransactionMode): Promise<T> =>
        writes.begin(work, mode, await binding());
      return Object.assign(makeConnection(boundReads.boundTo(binding)), { begin });
    },
    end: async (ending) => {
      await Promise.all([endReads(ending), writes.end(ending?.timeout), boundReads.end(ending?.timeout)]);
    },
  };
  return Object.assign(reads, own) as unknown as Database;
}

/** The role of bound transactions, asked for once: it is named after the user that the server knows. */
function appRole(sql: Sql): () => Promise<string> {
  let known: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const [row] = await sql<{ name: string }[]>`select session_user::text as name`;
    return appRoleOf(row?.name ?? '');
  };
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

function connectReads(settings: ConnectionSettings, options: ConnectOptions, session: Record<string, string>) {
  const parsed = new URL(settings.url);
  return postgres(settings.url, {
    ...(settings.socketDir ? { host: settings.socketDir, port: Number(parsed.port || 5432) } : {}),
    max: options.max ?? 10,
    idle_timeout: 30,
    connect_timeout: options.connectTimeout ?? 10,
    // Seconds. The driver's own pauses grow to 20 s over the life of a pool.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 0.5),
    onnotice: () => undefined,
    fetch_types: false,
    types: COLUMN_TYPES,
    transform: { column: { from: postgres.toCamel } },
    connection: { ...session, ...READ_PLANS },
  });
}

/** Reads the settings that a supervisor or a test passes to the processes that it starts. */
export function settingsFromEnv(env: Record<string, string | undefined>): ConnectionSettings {
  const url = env.DATABASE_URL;
  if (!url)
    throw new Error('DATABASE_URL is not set: start Plumbline with `npm start`, which sets it for its processes.');
  return { url, socketDir: env.PLUMBLINE_DATABASE_SOCKET ?? null };
}

/** The form that `pg` understands. */
export function pgConnectionString(settings: ConnectionSettings): string {
  if (!settings.socketDir) return settings.url;
  const url = new URL(settings.url);
  url.searchParams.set('host', settings.socketDir);
  return url.toString();
}
