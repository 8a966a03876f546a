import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { ensureNode } from './node.mjs';
import { say } from './progress.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Brings what is missing (packages, a new enough Node.js) and runs a TypeScript file of this repository with it.
 * @param {string} file relative to the repository
 * @param {string[]} args
 */
export async function bootstrap(file, args) {
  try {
    mkdirSync(join(root, '.cache'), { recursive: true });
    const node = await ensureNode(root);
    await ensureInstalled(root);
    const path = `${dirname(node)}${delimiter}${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;
    process.env.PATH = path;
    if (node === process.execPath) await runHere(join(root, file), args);
    else await runThere(node, join(root, file), args);
  } catch (error) {
    say(explain(error));
    process.exitCode = 1;
  }
}

function explain(error) {
  const readOnly = error.code === 'EACCES' || error.code === 'EROFS';
  if (readOnly) return `${error.path ?? root} is not writable for this user. Start as its owner, or change its owner.`;
  return error.message;
}

async function runHere(file, args) {
  if (process.env.npm_lifecycle_event !== undefined) await import('./follow-parent.mjs');
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

/** Stays between caller and script only to pass signals down and the exit code up. */
function runThere(node, file, args) {
  const follow = pathToFileURL(join(root, 'scripts/bootstrap/follow-parent.mjs')).href;
  const child = spawn(node, ['--import', follow, file, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  followCaller(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
      resolve();
    });
  });
}

/** When npm is killed and cannot pass the signal on, its servers must end too. */
function followCaller(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const caller = process.ppid;
  setInterval(() => process.ppid !== caller && child.kill('SIGTERM'), 500).unref();
}
