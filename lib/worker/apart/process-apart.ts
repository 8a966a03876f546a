import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { strikeInterrupted } from '#lib/services/upload/strike-interrupted.ts';
import type { BoundSystem } from '#lib/system.ts';
import { TRY_AGAIN } from './exit-code.ts';

const ENTRY = fileURLToPath(new URL('./child.ts', import.meta.url));

export interface ApartOptions {
  env: NodeJS.ProcessEnv;
  execArgv: string[];
}

/**
 * Processes an upload during which a worker ended before, in a process of its own: when that ends too, it is this
 * upload's doing, and a strike. Whoever kills a worker, or starts it again, costs an upload nothing.
 * @throws Error when the upload is not settled, so that the queue tries again
 */
export async function processApart(
  system: BoundSystem,
  scope: { orgId: number; repoId: number },
  number: number,
  options: ApartOptions = { env: process.env, execArgv: process.execArgv },
): Promise<void> {
  const child = fork(ENTRY, [JSON.stringify({ ...scope, number })], {
    ...options,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code === 0) return;
  if (code === TRY_AGAIN) throw new Error(`upload ${number} was not settled apart`);
  await strikeInterrupted(system, scope, number, String(signal ?? code));
}
