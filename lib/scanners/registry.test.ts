import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_SCANNERS } from './all.ts';
import type { Outline } from './contract.ts';
import { chooseScanner, claimMatches, describeOutline, detectScanner, findByClaim } from './registry.ts';
import { fixtureSource, fixturesOf } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map((entry) => entry.name);

const fixtures = ALL_SCANNERS.flatMap((scanner) => {
  const { folder, files } = fixturesOf(scanner.id);
  return files.map((file) => ({ id: scanner.id, folder, file }));
});

const json = (value: unknown): Outline => ({ kind: 'json', value });

describe('registry', () => {
  it('holds every folder, once, sorted', () => {
    expect(ALL_SCANNERS.map((scanner) => scanner.id)).toEqual([...folders].sort());
  });

  it('has a fixture that is read, and a golden file for each fixture, of every scanner', () => {
    for (const { id } of ALL_SCANNERS) {
      const { folder, files } = fixturesOf(id);
      expect(
        files.filter((file) => !file.includes('.bad.')),
        id,
      ).not.toHaveLength(0);
      for (const file of files) expect(existsSync(join(folder, `${file}.expected.json`)), file).toBe(true);
      expect(readdirSync(join(import.meta.dirname, id)), id).toContain('scanner.test.ts');
    }
  });

  it.each(fixtures)('lets nobody but $id recognise its fixture $file', async ({ id, folder, file }) => {
    const outline = await outlineOf(fixtureSource(folder, file)).catch(() => null);
    if (outline === null) return expect(file).toContain('.bad.');
    const willing = ALL_SCANNERS.filter((scanner) => scanner.accepts(outline)).map((scanner) => scanner.id);
    if (file.includes('.claimed.')) expect(willing).toEqual([]);
    else if (file.includes('.bad.')) expect([[], [id]]).toContainEqual(willing);
    else expect(willing).toEqual([id]);
  });

  it('gives no two scanners one name', () => {
    const names = ALL_SCANNERS.flatMap((scanner) => [scanner.id, ...scanner.aliases].map((name) => name.toLowerCase()));
    expect(names).toHaveLength(new Set(names).size);
  });

  it.each([null, true, 7, 'text', [], {}, [null], [[]], [{}], { results: null }, { runs: 1 }, { errors: [] }])(
    'recognises nobody in %j',
    (value) => {
      expect(detectScanner(json(value))?.id ?? null).toBeNull();
    },
  );

  it('finds a scanner by id or alias, in any spelling', () => {
    expect(findByClaim('Gitleaks')?.id).toBe('gitleaks');
    expect(findByClaim('SARIF 2.1.0')?.id).toBe('sarif');
    expect(findByClaim('')).toBeNull();
    expect(findByClaim('__proto__')).toBeNull();
  });

  it('takes an empty list only with the claim of a scanner that writes one', () => {
    expect(chooseScanner(json([]), 'gitleaks').id).toBe('gitleaks');
    expect(() => chooseScanner(json([]), null)).toThrow('an empty list');
    expect(() => chooseScanner(json([]), 'semgrep')).toThrow('not a report of Semgrep');
    expect(() => chooseScanner(json([]), 'nobody')).toThrow('no scanner is called "nobody"');
  });

  it('refuses a document that is claimed as another', () => {
    const leaks = json([{ RuleID: 'x', Secret: 'y' }]);
    expect(() => chooseScanner(leaks, 'semgrep')).toThrow('this is a report of Gitleaks');
    expect(() => chooseScanner(leaks, 'sarif')).toThrow('this is a report of Gitleaks');
  });

  it('lets SARIF be claimed as SARIF or as the tool that wrote it', () => {
    const document = json({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Ruff' } } }] });
    const scanner = chooseScanner(document, 'ruff');
    expect(scanner.id).toBe('sarif');
    expect(claimMatches('Ruff', scanner, 'ruff')).toBe(true);
    expect(claimMatches('sarif', scanner, 'ruff')).toBe(true);
    expect(claimMatches('bandit', scanner, 'bandit+ruff')).toBe(true);
    expect(claimMatches('trivy', scanner, 'ruff')).toBe(false);
  });

  it('says what was looked at when nothing was recognised, without its values', async () => {
    const words = describeOutline(await outlineOf(sourceFromBytes('{"alpha":"hunter2","beta":[1]}')));
    expect(words).toBe('JSON, an object with the keys "alpha", "beta"');
    expect(describeOutline({ kind: 'xml', root: 'a', namespace: null, attributes: {}, children: [] })).toContain('"a"');
    expect(describeOutline({ kind: 'zip', entries: ['x.txt'] })).toContain('"x.txt"');
    expect(describeOutline({ kind: 'text', head: 'x' })).toContain('neither');
  });

  it('is told by one line per scanner', () => {
    const lines = readFileSync(join(import.meta.dirname, 'all.ts'), 'utf8').split('\n');
    for (const { id } of ALL_SCANNERS)
      expect(lines.filter((line) => line.includes(`'./${id}/scanner.ts'`))).toHaveLength(1);
  });
});
