import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readerSources, readerVersion, versionOf } from './reader-version.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** All files of the repository that a file imports, directly or indirectly. */
function closureOf(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(join(root, entry), 'utf8');
  for (const [, wanted = ''] of text.matchAll(/(?:from|import\() ?'([#.][^']+)'/g)) {
    const file = wanted.startsWith('#') ? wanted.slice(1) : join(dirname(entry), wanted);
    expect(existsSync(join(root, file)), `${entry} imports ${wanted}`).toBe(true);
    closureOf(file, seen);
  }
  return seen;
}

describe('readerVersion', () => {
  it('covers everything that the reading child runs', () => {
    const closure = closureOf('lib/services/upload/read/child.ts');
    expect(closure.size).toBeGreaterThan(150);
    expect([...closure].filter((file) => !readerSources().includes(file))).toEqual([]);
  });

  it('covers no test, and nothing twice', () => {
    const sources = readerSources();
    expect(sources.filter((file) => file.endsWith('.test.ts'))).toEqual([]);
    expect(new Set(sources).size).toBe(sources.length);
    expect(sources).toContain('package.json');
  });

  it('is of the files as they are, and fits its column', () => {
    expect(readerVersion()).toBe(
      versionOf(readerSources().map((file) => [file, readFileSync(join(root, file), 'utf8')])),
    );
    expect(readerVersion()).toBeGreaterThan(0);
    expect(readerVersion()).toBeLessThan(2 ** 31);
    expect(Number.isInteger(readerVersion())).toBe(true);
  });

  it('changes with any text and any name, not with the line endings of a checkout', () => {
    const version = versionOf([
      ['a.ts', 'one\ntwo'],
      ['b.ts', ''],
    ]);
    expect(
      versionOf([
        ['a.ts', 'one\r\ntwo'],
        ['b.ts', ''],
      ]),
    ).toBe(version);
    expect(
      versionOf([
        ['a.ts', 'one\ntwo!'],
        ['b.ts', ''],
      ]),
    ).not.toBe(version);
    expect(
      versionOf([
        ['a.ts', 'one\ntwo'],
        ['c.ts', ''],
      ]),
    ).not.toBe(version);
    expect(versionOf([['a.ts', 'one\ntwo']])).not.toBe(version);
    expect(
      versionOf([
        ['a.ts', 'one'],
        ['b.ts', '\ntwo'],
      ]),
    ).not.toBe(version);
  });
});
