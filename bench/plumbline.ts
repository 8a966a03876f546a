import { execFile } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect, type Sql } from '#db/client.ts';
import { findEmbedded } from '#scripts/machine/embedded.ts';
import { startServer } from '#scripts/test/server.ts';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** A whole installation with its own data directory: web, worker and Postgres as `npm start` runs them. */
export interface Plumbline {
  url: string;
  dataDir: string;
  sql: Sql;
  uploadToken: string;
  apiToken: string;
  command: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>;
  stop: () => Promise<void>;
}

export async function startPlumbline(name: string, more: Record<string, string> = {}): Promise<Plumbline> {
  const server = await startServer(name, 'warn', more);
  const { E2E_URL: url = '', DATA_DIR: dataDir = '' } = server.env;
  const command: Plumbline['command'] = async (...args) => {
    const env = { ...process.env, DATA_DIR: dataDir, PLUMBLINE_URL: url, LOG_LEVEL: 'warn' };
    try {
      const { stdout, stderr } = await run(process.execPath, [join(ROOT, 'scripts/plumbline.ts'), ...args], {
        cwd: ROOT,
        env,
      });
      return { code: 0, stdout, stderr };
    } catch (error) {
      const failed = error as { code?: number; stdout?: string; stderr?: string };
      return { code: failed.code ?? 1, stdout: failed.stdout ?? '', stderr: failed.stderr ?? '' };
    }
  };
  const token = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await command('token', 'create', ...args);
    if (code !== 0) throw new Error(`no token could be made: ${stderr}`);
    return stdout.trim();
  };
  const settings = await findEmbedded(dataDir);
  if (!settings) throw new Error('the database of the bench does not run');
  const sql = connect(settings, { max: 4, name: 'plumbline bench', writable: true });
  return {
    url,
    dataDir,
    sql,
    uploadToken: await token('--kind', 'upload', '--repo', '*', '--name', 'bench'),
    apiToken: await token('--kind', 'api', '--role', 'admin', '--name', 'bench'),
    command,
    stop: async () => {
      await sql.end({ timeout: 2 });
      await server.stop();
    },
  };
}

export interface Answer {
  status: string;
  introduced: number;
  fixed: number;
  unchanged: number;
  parsed: number;
  duplicate: boolean;
}

/** Posts a report and waits until it is processed; milliseconds from the first byte to the answer. */
export async function post(
  plumbline: Plumbline,
  query: Record<string, string>,
  body: Uint8Array,
): Promise<{ milliseconds: number; answer: Answer }> {
  const search = new URLSearchParams({ wait: '60', ...query });
  const started = performance.now();
  const response = await fetch(`${plumbline.url}/api/v1/uploads?${search}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${plumbline.uploadToken}`, 'content-type': 'application/json' },
    body: body as never,
  });
  let answer = (await response.json()) as Answer & { id: string };
  if (response.status >= 300) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
  while (answer.status === 'received' || answer.status === 'processing') {
    // Processing took longer than one wait: wait again.
    const again = await fetch(`${plumbline.url}/api/v1/uploads/${answer.id}?wait=60`, {
      headers: { authorization: `Bearer ${plumbline.uploadToken}` },
    });
    answer = (await again.json()) as Answer & { id: string };
  }
  return { milliseconds: performance.now() - started, answer };
}

/** The highest peak of resident memory, in MiB, of the processes whose command line contains `marker`. */
export function peakMemory(marker: string): number {
  const peaks = globSync('/proc/[0-9]*/status').flatMap((file) => {
    try {
      const command = readFileSync(file.replace('status', 'cmdline'), 'utf8');
      if (!command.includes(marker)) return [];
      const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'));
      return match ? [Number(match[1]) / 1024] : [];
    } catch {
      return [];
    }
  });
  return Math.round(Math.max(0, ...peaks));
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
