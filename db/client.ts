import postgres from 'postgres';
import { COLUMN_TYPES } from './column-types.ts';

/** How to reach Postgres. `socketDir` is set for the embedded server: its Unix socket answers without TCP's delays. */
export interface ConnectionSettings {
  url: string;
  socketDir: string | null;
}

export type Sql = postgres.Sql<Record<string, never>>;
export type Transaction = postgres.TransactionSql<Record<string, never>>;
/** What a query function takes: a pool or an open transaction. */
export type Connection = Sql | Transaction;

export interface ConnectOptions {
  max?: number;
  /** Milliseconds; 0 switches it off. Reads of screens stop at 2 s and say so. */
  statementTimeout?: number;
  name?: string;
  /** Seconds, default 10. */
  connectTimeout?: number;
}

/** Opens a pool. Column names arrive in camelCase; keys inside jsonb stay as stored. */
export function connect(settings: ConnectionSettings, options: ConnectOptions = {}): Sql {
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
    connection: {
      application_name: options.name ?? 'plumbline',
      statement_timeout: options.statementTimeout ?? 0,
      // The planner has no use for compilation on statements of milliseconds.
      jit: 'off' as never,
    },
  }) as unknown as Sql;
}

/** Settings as a supervisor or a test hands them to the processes that it starts. */
export function settingsFromEnv(env: Record<string, string | undefined>): ConnectionSettings {
  const url = env.DATABASE_URL;
  if (!url)
    throw new Error('DATABASE_URL is not set: start Plumbline with `npm start`, which sets it for its processes.');
  return { url, socketDir: env.PLUMBLINE_DATABASE_SOCKET ?? null };
}

/** The form that `pg` (graphile-worker) understands. */
export function pgConnectionString(settings: ConnectionSettings): string {
  if (!settings.socketDir) return settings.url;
  const url = new URL(settings.url);
  url.searchParams.set('host', settings.socketDir);
  return url.toString();
}
