import { settingsFromEnv } from '#db/client.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { noReader, openSystem, type System } from '#lib/system.ts';

/** Changes by people must not wait for an import that has locked the repository: they fail with Retry-After. */
const TIMEOUTS = { statementTimeout: 30_000, lockTimeout: 3000, idleTimeout: 30_000 };
/** Stored in globalThis, because the bundler may load this module more than once. */
const holder = globalThis as typeof globalThis & { plumblineSystem?: System };

/** The web process's system, shared by all requests. */
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
