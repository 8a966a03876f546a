import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '#lib/errors.ts';

/** Who runs Postgres: null means this process's own user. Only root has to choose another one. */
export type Account = { uid: number; gid: number } | null;

/** In order of preference; initdb insists on an account that /etc/passwd knows. */
const NAMES = ['postgres', 'nobody', 'daemon', 'www-data', 'bin'];

export const isRoot = (): boolean => process.getuid?.() === 0;

interface Entry {
  name: string;
  uid: number;
  gid: number;
}

function passwd(): Entry[] {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  return lines.flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    return uid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** The owner of an existing database keeps it; a new one goes to an account without rights. */
export function chooseAccount(pgdata: string): Account {
  if (!isRoot()) return null;
  const owner = statSync(pgdata, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const entries = passwd();
  for (const name of NAMES) {
    const entry = entries.find((candidate) => candidate.name === name && candidate.uid !== 0);
    if (entry) return { uid: entry.uid, gid: entry.gid };
  }
  throw new Fault(
    'database_start',
    'PostgreSQL refuses to run as root and no other account exists here. Add one with `useradd -r postgres`, ' +
      'start Plumbline as an ordinary user, or set DATABASE_URL.',
  );
}

function mayEnter(folder: string, account: { uid: number; gid: number }): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Whether every folder on the way to an existing path lets the account pass. */
export function canReach(path: string, account: Account): boolean {
  if (account === null) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    if (statSync(folder).isDirectory() && !mayEnter(folder, account)) return false;
    if (folder === dirname(folder)) return true;
  }
}
