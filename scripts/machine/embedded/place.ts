import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, chown, lstat, mkdir, readFile, rename, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf, Fault, messageOf } from '#lib/errors.ts';
import { type Account, canReach, isRoot } from './account.ts';

/** A socket's path may have 107 bytes, `/.s.PGSQL.65535` included. */
const LONGEST_SOCKET_DIR = 85;

/** Where everything of one embedded database lies, below the data directory. */
export interface Place {
  dataDir: string;
  pgdata: string;
  record: string;
  log: string;
  lock: string;
}

/** What a later start has to know, kept readable for the owner only. */
export interface ServerRecord {
  port: number;
  socketDir: string;
  /** Of the role that the application uses. */
  password: string;
  /** Of the superuser, for setting the role up. */
  adminPassword: string;
}

export function placeOf(dataDir: string): Place {
  const home = resolve(dataDir);
  const at = (name: string) => join(home, name);
  return {
    dataDir: home,
    pgdata: at('postgres'),
    record: at('postgres.json'),
    log: at('postgres.log'),
    lock: at('postgres.lock'),
  };
}

/** Makes the data directory when missing. @throws Fault `data_dir`, `disk_full` */
export async function prepareDataDir(dataDir: string): Promise<void> {
  try {
    // When root starts Plumbline, Postgres runs as another account and must be able to enter; secret files have their own modes.
    await mkdir(dataDir, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw dataDirFault(dataDir, error);
  }
}

function dataDirFault(dataDir: string, cause: unknown): Fault {
  if (codeOf(cause) === 'ENOSPC') return new Fault('disk_full', `No space is left on the disk that holds ${dataDir}.`);
  const user = process.getuid?.() ?? '?';
  const sentence = `The data directory ${dataDir} is not writable for user ${user} (${codeOf(cause) ?? messageOf(cause)}).`;
  return new Fault('data_dir', `${sentence} Change its owner, or set DATA_DIR to a directory that you may write.`, {
    cause,
  });
}

/** Postgres itself gives up in confusing ways when the disk is full. @throws Fault `disk_full` */
export async function requireSpace(dataDir: string, megabytes: number): Promise<void> {
  const { bsize, bavail } = await statfs(dataDir);
  const free = Math.floor((bsize * bavail) / (1024 * 1024));
  if (free >= megabytes) return;
  throw new Fault(
    'disk_full',
    `The disk that holds ${dataDir} has ${free} MB left; the database needs ${megabytes} MB to start. Free some, or set DATA_DIR.`,
  );
}

/** Null when missing or when it is not what we wrote. */
export async function readRecord(file: string): Promise<ServerRecord | null> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    const record: Partial<ServerRecord> = JSON.parse(text);
    const { port, socketDir, password, adminPassword } = record;
    return port && socketDir && password && adminPassword ? { port, socketDir, password, adminPassword } : null;
  } catch {
    return null;
  }
}

export async function writeRecord(file: string, record: ServerRecord): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

export const newPassword = (): string => randomBytes(24).toString('base64url');

async function isOwnFolder(folder: string, account: Account): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  return (
    found?.isDirectory() === true && found.uid === (account?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0
  );
}

async function makeOwnFolder(folder: string, account: Account): Promise<boolean> {
  if (await isOwnFolder(folder, account)) return true;
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
  if (!made) return false;
  await chmod(folder, 0o700);
  if (account) await chown(folder, account.uid, account.gid);
  return true;
}

/** A folder for the socket that nobody else may enter, its path short enough for one. */
export async function provideSocketDir(place: Place, account: Account): Promise<string> {
  const inside = join(place.dataDir, 'socket');
  if (Buffer.byteLength(inside) <= LONGEST_SOCKET_DIR && canReach(place.dataDir, account)) {
    if (await makeOwnFolder(inside, account)) return inside;
  }
  const hash = createHash('sha256').update(place.dataDir).digest('hex').slice(0, 12);
  for (const name of [`/tmp/plumbline-${hash}`, `/tmp/plumbline-${randomBytes(6).toString('hex')}`]) {
    if (await makeOwnFolder(name, account)) return name;
  }
  throw new Fault(
    'database_start',
    'No folder for the database socket could be made in /tmp. Make /tmp writable (mode 1777).',
  );
}
