import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ReportFolders {
  /** Reports as they were delivered. */
  blobs: string;
  /** Records on their way to the database. */
  spool: string;
}

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const CODE = ['db', 'lib', 'node_modules', 'package.json'];

/**
 * Node's permission flags for a reading child: read our code and both folders, which are made if need be, and write
 * records. No other file (keys, the database's socket), network, process or addon.
 */
export function childRights({ blobs, spool }: ReportFolders): string[] {
  // A path that is not there yet is taken for a file: what comes to lie below it later would be closed.
  for (const folder of [blobs, spool]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const reads = [...CODE.map((name) => join(ROOT, name)), blobs, spool];
  return ['--permission', ...reads.map((path) => `--allow-fs-read=${path}`), `--allow-fs-write=${spool}`];
}
