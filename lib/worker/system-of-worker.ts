import { settingsFromEnv } from '#db/client.ts';
import { readEnv } from '#lib/env.ts';
import type { Logger } from '#lib/log.ts';
import type { Reader } from '#lib/services/upload/read/protocol.ts';
import { openSystem, type System } from '#lib/system.ts';

/** The system of a process that reads and applies reports. */
export function systemOfWorker(readers: Reader, log: Logger): System {
  const env = readEnv(process.env);
  if (!env.ENCRYPTION_KEY)
    throw new Error('ENCRYPTION_KEY is not set: start Plumbline with `npm start`, which sets it.');
  const settings = settingsFromEnv(process.env);
  return openSystem({ env, settings, log, name: 'plumbline worker', connections: 6, readers });
}
