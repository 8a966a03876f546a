import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../..');
/** Everything that the reading child runs; the parser libraries by their versions in package.json. */
const ROOMS = ['lib/domain', 'lib/scanners', 'lib/inventories', 'lib/services/upload/read'];
const LEAVES = ['db/classify-error.ts', 'lib/errors.ts', 'lib/format.ts', 'package.json'];

/** Files that decide how bytes are read, from the root of the repository, sorted. */
export function readerSources(): string[] {
  const inRooms = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => `${room}/${file.replaceAll('\\', '/')}`),
  );
  return [...inRooms, ...LEAVES].sort();
}

/** A whole number of 31 bits over names and texts; line endings, which differ between checkouts, do not count. */
export function versionOf(files: readonly (readonly [path: string, text: string])[]): number {
  const hash = createHash('sha256');
  for (const [path, text] of files) hash.update(JSON.stringify([path, text.replaceAll('\r\n', '\n')]));
  return hash.digest().readUInt32BE() >>> 1;
}

let known: number | null = null;

/**
 * A hash of the code that reads reports: bytes that another version read are read again. Taken from the sources, so that
 * nobody can forget to raise it; even a changed comment costs one more reading per stream.
 */
export function readerVersion(): number {
  known ??= versionOf(readerSources().map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  return known;
}
