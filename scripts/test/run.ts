import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { FOLLOW_PARENT, ROOT } from '../root.ts';

/** Programs that are started again and again, such as our command line, are compiled once. */
const COMPILED = join(ROOT, '.cache/compiled');

export interface Ended {
  code: number;
  output: string;
}

/** Runs a JavaScript program of node_modules (or of ours) under this Node and keeps what it says. */
export async function runNode(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', FOLLOW_PARENT, ...args], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: '0', NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code: code ?? 1, output };
}
