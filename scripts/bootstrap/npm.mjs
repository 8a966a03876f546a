import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The npm that was installed with this Node, even when PATH finds another one first. */
function npmCommand() {
  const inherited = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  for (const script of [inherited, beside]) {
    if (script?.endsWith('npm-cli.js') && existsSync(script)) return [process.execPath, [script]];
  }
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}

/** Runs npm quietly; resolves when it succeeds, rejects with the end of what it said. */
export function npm(args, cwd) {
  const [command, first] = npmCommand();
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command.endsWith('.cmd'),
    });
    let said = '';
    const keep = (chunk) => {
      said = (said + chunk).slice(-4000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', () => reject(new Error('npm was not found. Install Node.js with npm: https://nodejs.org')));
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`\`npm ${args.join(' ')}\` failed (exit ${code}):\n${said.trim()}`)),
    );
  });
}
