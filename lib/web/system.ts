import { settingsFromEnv } from '#db/client.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { noReader, openSystem, type System } from '#lib/system.ts';

/** Kept by the process: the bundler may load this file more than once. */
const holder = globalThis as typeof globalThis & { plumblineSystem?: System };

/** What the web process works with, for all requests. */
export function getSystem(): System {
  holder.plumblineSystem ??= openSystem({
    env: readEnv(process.env),
    settings: settingsFromEnv(process.env),
    log: createLog('web'),
    name: 'plumbline web',
    connections: 15,
    readers: noReader,
  });
  return holder.plumblineSystem;
}
