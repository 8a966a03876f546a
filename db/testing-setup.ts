import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '#scripts/bootstrap/process.mjs';
import { findEmbedded, startEmbedded } from '#scripts/machine/embedded.ts';
import { TEST_SERVER, TEST_USERS } from './testing.ts';

function otherUsers(): string[] {
  return readdirSync(TEST_USERS).filter((pid) => Number(pid) !== process.pid && isAlive(Number(pid)));
}

/**
 * Vitest's global setup. The server starts with the first test that asks for a database, so that runs without one cost
 * nothing; the last run that ends stops it and takes its files away.
 */
export default function setup(): () => Promise<void> {
  mkdirSync(TEST_USERS, { recursive: true });
  const mine = join(TEST_USERS, String(process.pid));
  writeFileSync(mine, '');
  return async () => {
    rmSync(mine, { force: true });
    if (otherUsers().length > 0) return;
    if (await findEmbedded(TEST_SERVER)) {
      const server = await startEmbedded({ dataDir: TEST_SERVER, durable: false });
      await server.stop();
    }
    rmSync(TEST_SERVER, { recursive: true, force: true });
  };
}
