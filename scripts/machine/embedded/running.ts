import { readlinkSync, realpathSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '#lib/errors.ts';
import { isAlive } from '#scripts/bootstrap/process.mjs';

/** What `postmaster.pid` says of a server that is alive. */
export interface RunningServer {
  pid: number;
  port: number;
  socketDir: string;
}

/** Whether the process is the server of this directory: ids are used again, above all in containers. */
function serves(pid: number, pgdata: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgdata);
  } catch (error) {
    // The folder of another user's process cannot be read: whether it is the server shows when we connect.
    return codeOf(error) === 'EACCES';
  }
}

/**
 * The server that runs over this directory, null when none does.
 * A `postmaster.pid` whose id now belongs to a stranger is removed, because Postgres would take the stranger for a server;
 * one of a dead server stays, because Postgres itself looks in it for what that one left in shared memory.
 */
export async function runningServer(pgdata: string): Promise<RunningServer | null> {
  const file = join(pgdata, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const [pid = '', , , port = '', socketDir = ''] = text.split('\n');
  if (!isAlive(Number(pid))) return null;
  if (!serves(Number(pid), pgdata)) {
    rmSync(file, { force: true });
    return null;
  }
  return { pid: Number(pid), port: Number(port), socketDir };
}
