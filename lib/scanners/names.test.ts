import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ALL_SCANNERS } from './all.ts';
import { DIALECTS } from './sarif/dialects.ts';

const root = resolve(import.meta.dirname, '../..');
/** Folders that must not name a scanner: code for one tool belongs into its folder or into a registry. */
const SHARED_ROOMS = ['lib/domain', 'lib/scanners/shared', 'lib/scanners/sarif'];
const LISTS = ['lib/scanners/sarif/dialects.ts'];
/** Scanner ids that are also formats, package managers, file endings or common words. */
const WORDS = ['cyclonedx', 'sarif', 'npm', 'yarn', 'pnpm', 'fpr', 'infer', 'lint', 'mend', 'retire', 'safety'];

const files = SHARED_ROOMS.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(?:\.test|testing|golden|samples|examples?)\.ts$/.test(file))
    .map((file) => join(room, file)),
).filter((file) => !LISTS.includes(file));

const names = [...ALL_SCANNERS, ...DIALECTS]
  .flatMap((each) => ['name' in each ? each.name : each.id, each.id, ...(each.aliases ?? [])])
  .map((name) => name.toLowerCase())
  .filter(
    (name) =>
      !WORDS.includes(name) && !WORDS.some((word) => name.startsWith(`${word} `) || name.startsWith(`${word}-`)),
  );
const spellings = [...new Set(names.flatMap((name) => [name, name.replaceAll('-', ' '), name.replaceAll('-', '')]))];
const NAMES = new RegExp(
  `(?<![\\w])(?:${spellings.map((name) => name.replaceAll(/[.+]/g, '\\$&')).join('|')})(?![\\w])`,
  'gi',
);

/** Prefixes of advisory ids are written in capitals: they name a database, not a scanner. */
const isPrefix = (name: string): boolean => name === name.toUpperCase();

it('looks at the shared rooms with the names of all scanners', () => {
  expect(files.length).toBeGreaterThan(80);
  expect('Semgrep, osv scanner and DetectSecrets; not semgreps'.match(NAMES)).toEqual([
    'Semgrep',
    'osv scanner',
    'DetectSecrets',
  ]);
});

it.each(files)('%s names no scanner', (file) => {
  // The address of a database of advisories is no scanner either.
  const text = readFileSync(join(root, file), 'utf8').replaceAll(/https:\/\/[\w./-]+/g, '');
  const found = text.match(NAMES) ?? [];
  expect(found.filter((name) => !isPrefix(name))).toEqual([]);
});
