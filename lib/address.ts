import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Env, readEnv } from './env.ts';

const fileOf = (dataDir: string): string => join(dataDir, 'address');

/** Stores the address at which an installation is served, for its commands. */
export function rememberAddress({ DATA_DIR, PUBLIC_URL }: Env): void {
  writeFileSync(fileOf(DATA_DIR), `${PUBLIC_URL}\n`);
}

/** The configuration of a command. Without an address in the environment it is the one that `npm start` served last. */
export function readCommandEnv(given: Record<string, string | undefined>): Env {
  const env = readEnv(given);
  if (given.PUBLIC_URL || given.PORT) return env;
  try {
    return { ...env, PUBLIC_URL: new URL(readFileSync(fileOf(env.DATA_DIR), 'utf8')).href.replace(/\/+$/, '') };
  } catch {
    // Never started, or not readable for this user: keep the default.
    return env;
  }
}
