import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Found {
  pid: number;
  parent: number;
  command: string;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Processes that were started for this data directory, told by their environment. */
function processesOf(dataDir: string): Found[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    const mine = read(`/proc/${pid}/environ`).split('\0').includes(`DATA_DIR=${dataDir}`);
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
    return mine ? [{ pid, parent, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }] : [];
  });
}

export type Victim = 'web' | 'worker' | 'reader' | 'postmaster';

/** Process ids of a part of this Plumbline, newest last; empty while it is being started again. */
export function pidsOf(dataDir: string, victim: Victim): number[] {
  if (victim === 'postmaster') {
    const pid = Number(read(join(dataDir, 'postgres/postmaster.pid')).split('\n')[0]);
    return pid > 1 ? [pid] : [];
  }
  const all = processesOf(dataDir);
  const supervisors = new Set(all.filter((one) => one.command.includes('scripts/start.ts')).map((one) => one.pid));
  const children = all.filter((one) => supervisors.has(one.parent));
  const workers = children.filter((one) => one.command.includes('lib/worker/main.ts'));
  switch (victim) {
    case 'worker':
      return workers.map((one) => one.pid);
    case 'web':
      return children.filter((one) => /lib\/web\/server\.ts|next-server/.test(one.command)).map((one) => one.pid);
    case 'reader':
      return workers.flatMap((worker) => readersOf(worker.pid));
  }
}

/** Readers get nothing of the worker's environment: told by their parent. */
function readersOf(worker: number): number[] {
  const children = read(`/proc/${worker}/task/${worker}/children`).trim();
  return children === '' ? [] : children.split(' ').map(Number);
}

/** Kills without a chance to say anything; false when there was nothing to kill. */
export function killHard(dataDir: string, victim: Victim): boolean {
  const pids = pidsOf(dataDir, victim);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return false;
    }
  }
  return pids.length > 0;
}
