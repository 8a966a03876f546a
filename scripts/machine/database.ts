import { setTimeout as sleep } from 'node:timers/promises';
import { classify } from '#db/classify-error.ts';
import { type ConnectionSettings, connect } from '#db/client.ts';
import type { Env } from '#lib/env.ts';
import { codeOf, Fault, messageOf } from '#lib/errors.ts';
import { withProgress } from '#scripts/bootstrap/progress.mjs';
import { nextDelay } from './backoff.ts';
import { startEmbedded } from './embedded.ts';
import { say } from './say.ts';

const OLDEST = 140_000;
const PATIENCE = 10_000;

export interface Database {
  settings: () => ConnectionSettings;
  stop(milliseconds: number): Promise<void>;
}

/**
 * Starts the embedded database and keeps it running, or checks the one that DATABASE_URL names.
 * @param moved called when it came back under another address
 * @throws Fault saying what to do
 */
export async function openDatabase(env: Env, moved: () => void): Promise<Database> {
  if (env.DATABASE_URL === undefined) return keepEmbedded(env.DATA_DIR, moved);
  const settings = { url: env.DATABASE_URL, socketDir: null };
  await withProgress(`waiting for the database at ${placeOf(env.DATABASE_URL)}`, () =>
    checkDatabase(env.DATABASE_URL ?? ''),
  );
  return { settings: () => settings, stop: async () => undefined };
}

async function keepEmbedded(dataDir: string, moved: () => void): Promise<Database> {
  let server = await startEmbedded({ dataDir, log: say });
  let stopping = false;
  say(`embedded PostgreSQL ${server.reused ? 'runs already' : 'started'} (process ${server.pid}, port ${server.port})`);

  const again = async (): Promise<void> => {
    for (let delay: number | null = null; !stopping; ) {
      const since = Date.now();
      await server.exited();
      if (stopping) return;
      delay = nextDelay(delay, Date.now() - since);
      say(`the embedded database ended; starting it again in ${delay / 1000} s`);
      await sleep(delay);
      const before = server.url;
      server = await startEmbedded({ dataDir, log: say }).catch((error) => {
        say(messageOf(error));
        return server;
      });
      if (!stopping && server.url !== before) moved();
    }
  };
  void again();

  return {
    settings: () => ({ url: server.url, socketDir: server.socketDir }),
    stop: async (milliseconds) => {
      stopping = true;
      await server.stop(milliseconds);
    },
  };
}

/** Host and database of an address, without its password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}

/** @throws Fault `database_unreachable` or `database_version` */
export async function checkDatabase(url: string): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    try {
      return requireVersion(await versionOf(url));
    } catch (error) {
      if (error instanceof Fault) throw error;
      if (classify(error) !== 'lost_connection' || Date.now() > until) throw unreachable(url, error);
      await sleep(500);
    }
  }
}

async function versionOf(url: string): Promise<number> {
  const sql = connect({ url, socketDir: null }, { max: 1, name: 'plumbline start' });
  try {
    const [row] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`;
    return Number(row?.version);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function requireVersion(version: number): void {
  if (version >= OLDEST) return;
  const sentence = `The database is PostgreSQL ${Math.floor(version / 10_000)}; Plumbline needs 14 or newer.`;
  throw new Fault('database_version', `${sentence} Upgrade it, or name another one in DATABASE_URL.`);
}

const ADVICE: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Is the server running, and is the port right?',
  ENOTFOUND: 'the host name is not known. Check DATABASE_URL.',
  EAI_AGAIN: 'the host name could not be looked up. Check DATABASE_URL and the name service.',
  CONNECT_TIMEOUT: 'no answer. Is a firewall in between?',
  '28P01': 'the password is wrong. Check DATABASE_URL.',
  '28000': 'the server does not let this user in. Check DATABASE_URL and pg_hba.conf.',
  '3D000': 'the database does not exist. Create it with `createdb`, or check the name in DATABASE_URL.',
};

function unreachable(url: string, cause: unknown): Fault {
  const advice = ADVICE[codeOf(cause) ?? ''] ?? messageOf(cause);
  return new Fault('database_unreachable', `The database ${placeOf(url)} cannot be used: ${advice}`, { cause });
}
