import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#lib/errors.ts';
import { withLock } from '#scripts/bootstrap/lock.mjs';
import { withProgress } from '#scripts/bootstrap/progress.mjs';
import { ROOT } from '../root.ts';
import { compressStatic } from './compress-static.ts';

const SOURCES = ['{app,components,lib,db,public}/**/*', '*.{ts,mjs,json}'];
const NOT_BUILT = /\.test\.tsx?$|(^|\/)fixtures\/|^(vitest|playwright)\.config|^(biome|knip)\.json|^next-env|\.md$/;

/** One hash over everything that the build reads. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256');
  const entries = globSync(SOURCES, { cwd: root, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const names = files.map((file) => file.slice(root.length + 1)).filter((name) => !NOT_BUILT.test(name));
  for (const name of names.sort())
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0');
  return hash.digest('hex');
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

async function build(signal: AbortSignal): Promise<void> {
  const args = [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'];
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;
  const child: ChildProcess = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  const abort = () => child.kill('SIGKILL');
  signal.addEventListener('abort', abort);
  const [code] = await once(child, 'close');
  signal.removeEventListener('abort', abort);
  if (code !== 0) throw new Fault('internal', `Building the web application failed:\n${said.trim().slice(-6000)}`);
}

/** Builds the web application unless what is built comes from exactly these sources. */
export async function ensureBuilt(signal: AbortSignal): Promise<void> {
  const stamp = join(ROOT, '.next/plumbline-build');
  const hash = sourceHash(ROOT);
  const isCurrent = () => readText(stamp) === hash && readText(join(ROOT, '.next/BUILD_ID')) !== null;
  if (isCurrent()) return;
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const label = 'building the web application (about half a minute, once for each version)';
  const once = async (): Promise<void> => {
    if (isCurrent()) return;
    rmSync(stamp, { force: true });
    await build(signal);
    await compressStatic(join(ROOT, '.next/static'));
    writeFileSync(stamp, hash);
  };
  await withProgress(label, () => withLock(join(ROOT, '.cache/build.lock'), once));
}
