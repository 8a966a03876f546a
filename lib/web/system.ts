import { settingsFromEnv } from '#db/client.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { noReader, openSystem, type System } from '#lib/system.ts';

/** A person's change must not wait behind an import that holds the repository: it is refused with a time to come back. */
const TIMEOUTS = { statementTimeout: 30_000, lockTimeout: 3000, idleTimeout: 30_000 };
/** Kept by the process: the bundler may load this file more than once. */
const holder = globalThis as typeof globalThis & { plumblineSystem?: System };

/** What the web process works with, for all requests. */
export function getSystem(): System {
  holder.plumblineSystem ??= openSystem({
    env: readEnv(process.env),
    settings: settingsFromEnv(process.env),
    log: createLog('web'),
    name: 'plumbline web',
    connections: 10,
    readers: noReader,
    timeouts: TIMEOUTS,
  });
  return holder.plumblineSystem;
}
