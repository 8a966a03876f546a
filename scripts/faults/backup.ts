import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '#lib/errors.ts';
import { verifyBackup } from '#lib/services/backup/verify-backup.ts';
import { startEmbedded } from '#scripts/machine/embedded.ts';
import { ROOT } from '#scripts/root.ts';
import { generateSarif } from '../../bench/generate-sarif.ts';
import { deliverSurely } from './api.ts';
import { type Fault, type FaultReport, type FaultRun, slowest } from './fault.ts';

interface Ended {
  code: number | null;
  milliseconds: number;
  said: string;
}

/** Runs a command, and kills it without a chance to say anything after so many milliseconds. */
function runFor(dataDir: string, args: readonly string[], milliseconds: number | null): Promise<Ended> {
  const began = performance.now();
  const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, ['scripts/plumbline.ts', ...args], { cwd: ROOT, env, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)));
  const timer = milliseconds === null ? null : setTimeout(() => child.kill('SIGKILL'), milliseconds);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (timer) clearTimeout(timer);
      resolve({ code, milliseconds: performance.now() - began, said });
    });
  });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Reports that arrive while a backup is written. */
async function keepDelivering({ plumbline, results }: FaultRun, until: AbortSignal): Promise<number> {
  let delivered = 0;
  for (; !until.aborted; delivered += 1) {
    const count = Math.ceil(results / 20);
    const body = new Uint8Array(Buffer.from([...generateSarif(count, 9000 + delivered)].join('')));
    const query = { repo: `faults/backup-${delivered % 5}`, ref: 'main', label: `part-${delivered}` };
    await deliverSurely(plumbline, query, body);
    await sleep(50);
  }
  return delivered;
}

/** One backup that is killed and one that is not; one restore that is killed and one that is not. */
async function round(run: FaultRun, folder: string, usual: { backup: number; restore: number }, failures: string[]) {
  const { dataDir } = run.plumbline;
  const fail = (what: string, { code, said }: Ended): void =>
    void failures.push(`${what}: ${code} ${said}`.slice(0, 500));
  const file = join(folder, 'backup.tar');
  const killed = await runFor(dataDir, ['backup', '--to', file], run.random() * usual.backup);
  // A kill may also come between the moment when the whole file gets its name and the end of the command.
  if (killed.code === null && (await exists(file))) {
    await verifyBackup(file).catch((error: unknown) => {
      failures.push(`a killed backup left a file under its name that is not whole: ${messageOf(error)}`);
    });
  }
  await rm(file, { force: true });
  const whole = await runFor(dataDir, ['backup', '--to', file], null);
  if (whole.code !== 0) fail('backup', whole);
  usual.backup = whole.milliseconds;

  const into = join(folder, 'restored');
  const restore = ['restore', '--from', file, '--into', into];
  const cut = await runFor(dataDir, restore, run.random() * usual.restore);
  // Before its first change the target is as empty as it was; after that nothing may serve a part of a backup.
  const check = await runFor(into, ['recount'], null);
  if (cut.code === null && check.code !== 0 && !check.said.includes('was interrupted')) fail('after a kill', check);
  const again = await runFor(dataDir, restore, null);
  // The kill may have come when all was done.
  if (again.code !== 0 && !again.said.includes('holds data already')) fail('restore again', again);
  usual.restore = again.milliseconds;
  for (const words of [['recount'], ['audit', 'verify']]) {
    const checked = await runFor(into, words, null);
    if (checked.code !== 0) fail(words.join(' '), checked);
  }
  const server = await startEmbedded({ dataDir: into });
  await server.stop();
  await rm(into, { recursive: true });
  return { killed: killed.code === null, cut: cut.code === null };
}

async function killBackups(run: FaultRun): Promise<FaultReport> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-faults-backup-'));
  const failures: string[] = [];
  const over = new AbortController();
  const delivering = keepDelivering(run, over.signal);
  const usual = { backup: 3000, restore: 8000 };
  const hits = { killed: 0, cut: 0 };
  try {
    for (let done = 0; done < run.rounds; done += 1) {
      const { killed, cut } = await round(run, folder, usual, failures);
      if (killed) hits.killed += 1;
      if (cut) hits.cut += 1;
    }
  } finally {
    over.abort();
    await rm(folder, { recursive: true, force: true });
  }
  const numbers =
    `${hits.killed} backups and ${hits.cut} restores killed, ${await delivering} reports meanwhile; ` +
    `a backup took ${slowest([usual.backup])} s, a restore ${slowest([usual.restore])} s`;
  return { numbers, failures };
}

export const BACKUP_FAULT: Fault = { name: 'kill -9 backups and restores', run: killBackups };
