import { join } from 'node:path';
import { settingsFromEnv } from '#db/client.ts';
import { readEnv } from '#lib/env.ts';
import type { Logger } from '#lib/log.ts';
import { READER_LIMITS, ReaderPool } from '#lib/services/upload/read/pool.ts';
import { openSystem, type System } from '#lib/system.ts';

/** The system of a process that reads and applies reports, with the readers that it starts. */
export function systemOfWorker(log: Logger): System & { readers: ReaderPool } {
  const env = readEnv(process.env);
  if (!env.ENCRYPTION_KEY)
    throw new Error('ENCRYPTION_KEY is not set: start Plumbline with `npm start`, which sets it.');
  const settings = settingsFromEnv(process.env);
  const folders = { blobs: join(env.DATA_DIR, 'blobs'), spool: join(env.DATA_DIR, 'spool') };
  const readers = new ReaderPool({ ...READER_LIMITS, folders });
  return { ...openSystem({ env, settings, log, name: 'plumbline worker', connections: 6, readers }), readers };
}
