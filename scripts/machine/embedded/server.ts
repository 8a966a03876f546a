import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '#lib/errors.ts';
import { type Account, canReach } from './account.ts';
import { ADMIN } from './connect.ts';
import type { Place } from './place.ts';
import { serverSettings } from './settings.ts';

const LARGEST_LOG = 10 * 1024 * 1024;

export interface Installation {
  place: Place;
  account: Account;
  native: string;
}

/** Only what Postgres needs: nothing of our environment, secrets above all, reaches it. */
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' } as const;

function asAccount(account: Account): { uid?: number; gid?: number } {
  return account ?? {};
}

/**
 * How the account names its directory. Below a folder that it may not enter (`/root`), it uses the
 * working directory that it inherits from us.
 */
function nameFor(pgdata: string, account: Account): string {
  return canReach(pgdata, account) || process.platform !== 'linux' ? pgdata : '/proc/self/cwd';
}

async function run(installation: Installation, program: string, args: string[], cwd: string): Promise<void> {
  const options = { cwd, env: environment, stdio: 'pipe' as const, ...asAccount(installation.account) };
  const child = spawn(join(installation.native, 'bin', program), args, options);
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw startFault(said, `${program} ended with ${code}`);
}

/** Creates the cluster beside its place and moves it there when whole, so that an interrupted start leaves nothing half made. */
export async function createCluster(installation: Installation, password: string, durable: boolean): Promise<void> {
  const { place, account } = installation;
  const fresh = `${place.pgdata}.new`;
  const secrets = await mkdtemp(join(tmpdir(), 'plumbline-'));
  try {
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    const passwordFile = join(secrets, 'password');
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account) {
      for (const path of [fresh, secrets, passwordFile]) await chown(path, account.uid, account.gid);
    }
    const args = ['-U', ADMIN, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale', '--no-instructions'];
    const target = ['-D', nameFor(fresh, account), ...(durable ? [] : ['--no-sync'])];
    await run(installation, 'initdb', [...args, ...locale, ...target], fresh);
    await rename(fresh, place.pgdata);
    await chmod(place.pgdata, 0o700);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(secrets, { recursive: true, force: true });
  }
}

export interface Launched {
  child: ChildProcess;
  pid: number;
  /** What the server wrote since this start. */
  said: () => Promise<string>;
}

/** Starts the server process in its own session: Ctrl-C in our terminal must not stop it before web and worker. */
export function launch(installation: Installation, port: number, socketDir: string, durable: boolean): Launched {
  const { place, account, native } = installation;
  if ((statSync(place.log, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG)
    renameSync(place.log, `${place.log}.1`);
  const log = openSync(place.log, 'a', 0o600);
  const begin = statSync(place.log).size;
  const args = ['-D', nameFor(place.pgdata, account), ...serverSettings(port, socketDir, durable)];
  const options = { cwd: place.pgdata, env: environment, detached: true, ...asAccount(account) };
  const child = spawn(join(native, 'bin/postgres'), args, { ...options, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  if (child.pid === undefined) throw new Fault('database_start', 'The embedded PostgreSQL could not be executed.');
  const said = async () => (await readFile(place.log)).subarray(begin).toString();
  return { child, pid: child.pid, said };
}

/** Turns what Postgres said before it gave up into one of our errors. */
export function startFault(said: string, internal: string): Fault {
  const options = { internal: `${internal}: ${said.trim().slice(-2000)}` };
  if (/No space left on device/i.test(said)) {
    return new Fault('disk_full', 'The embedded PostgreSQL cannot start: no space is left on its disk.', options);
  }
  if (/database files are incompatible|not compatible with server/i.test(said)) {
    const sentence = 'The database files were written by another version of PostgreSQL.';
    return new Fault('database_version', `${sentence} Restore a backup into a new DATA_DIR.`, options);
  }
  if (/Address already in use/i.test(said)) {
    return new Fault('port_in_use', 'The port of the embedded PostgreSQL was taken by another program.', options);
  }
  if (/Permission denied|has wrong ownership|Read-only file system/i.test(said)) {
    return new Fault('data_dir', `PostgreSQL may not use its files: ${lastLine(said)}`, options);
  }
  return new Fault('database_start', `The embedded PostgreSQL did not start: ${lastLine(said)}`, options);
}

function lastLine(said: string): string {
  const lines = said.trim().split('\n');
  return (lines.findLast((line) => /FATAL|PANIC|error:/i.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim();
}
