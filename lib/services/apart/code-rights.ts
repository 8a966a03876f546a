import { join } from 'node:path';
import { ROOT } from './root.ts';

const CODE = ['db', 'lib', 'node_modules', 'package.json'];

/**
 * Node's permission flags for a child: to read our code and these folders, and to write into one. No other file (keys, the
 * database's socket), network, process or addon. All folders have to be there.
 */
export function codeRights(reads: readonly string[], writes: string): string[] {
  const all = [...CODE.map((name) => join(ROOT, name)), ...reads, writes];
  return ['--permission', ...all.map((path) => `--allow-fs-read=${path}`), `--allow-fs-write=${writes}`];
}
