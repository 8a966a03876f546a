import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_SCANNERS } from './all.ts';
import type { Outline } from './contract.ts';
import { chooseScanner, claimMatches, describeOutline, detectScanner, findByClaim } from './registry.ts';
import type { SarifDialect } from './sarif/dialect.ts';
import { DIALECTS } from './sarif/dialects.ts';
import { fixtureSource, fixturesOf } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map((entry) => entry.name)
  .sort();
const foldersWith = (file: string) => folders.filter((folder) => existsSync(join(import.meta.dirname, folder, file)));
const linesOf = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8').split('\n');

const fixtures = ALL_SCANNERS.flatMap((scanner) => {
  const { folder, files } = fixturesOf(scanner.id);
  return files.map((file) => ({ id: scanner.id, folder, file }));
});

const json = (value: unknown): Outline => ({ kind: 'json', value });

describe('registry', () => {
  it('holds every folder with a format of its own, once, sorted', () => {
    expect(ALL_SCANNERS.map((scanner) => scanner.id)).toEqual(foldersWith('scanner.ts'));
  });

  it('holds every dialect of every folder with one, by one line', async () => {
    for (const folder of foldersWith('sarif.ts')) {
      expect(
        linesOf('sarif/dialects.ts').filter((line) => line.endsWith(` from '../${folder}/sarif.ts';`)),
      ).toHaveLength(1);
      const dialects: SarifDialect[] = Object.values(await import(`./${folder}/sarif.ts`));
      expect(
        dialects.map(({ id }) => id),
        folder,
      ).toContain(folder);
      for (const dialect of dialects) expect(DIALECTS, `${folder}: ${dialect.id}`).toContain(dialect);
    }
  });

  it('has no folder without a scanner or a dialect', () => {
    expect(folders).toEqual([...new Set([...foldersWith('scanner.ts'), ...foldersWith('sarif.ts')])].sort());
  });

  it('gives no two dialects one name, and none a name that no driver can have', () => {
    const names = DIALECTS.flatMap(({ id, aliases = [] }) => [...new Set([id.replaceAll('-', ''), ...aliases])]);
    // Ids that are one word and several: each is stored as it was signed.
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    expect(twice).toEqual(['kubelinter', 'templateanalyzer']);
    expect(new Set(DIALECTS.map(({ id }) => id)).size).toBe(DIALECTS.length);
    for (const { id, aliases = [] } of DIALECTS) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      for (const alias of aliases) expect(alias).toMatch(/^[a-z0-9]+$/);
    }
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
    expect(claimMatches('Ruff', scanner, ['ruff'])).toBe(true);
    expect(claimMatches('sarif', scanner, ['ruff'])).toBe(true);
    expect(claimMatches('bandit', scanner, ['bandit', 'ruff'])).toBe(true);
    expect(claimMatches('trivy', scanner, ['ruff'])).toBe(false);
  });

  it('says what was looked at when nothing was recognised, without its values', async () => {
    const words = describeOutline(await outlineOf(sourceFromBytes('{"alpha":"hunter2","beta":[1]}')));
    expect(words).toBe('JSON, an object with the keys "alpha", "beta"');
    expect(describeOutline({ kind: 'xml', root: 'a', namespace: null, attributes: {}, children: [] })).toContain('"a"');
    expect(describeOutline({ kind: 'zip', entries: ['x.txt'] })).toContain('"x.txt"');
    expect(describeOutline({ kind: 'text', head: 'x' })).toContain('neither');
  });

  it('is told by one line per scanner', () => {
    for (const { id } of ALL_SCANNERS)
      expect(linesOf('all.ts').filter((line) => line.includes(`'./${id}/scanner.ts'`))).toHaveLength(1);
  });
});
