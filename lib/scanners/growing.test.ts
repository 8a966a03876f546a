import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplesOf } from '../../fixtures/samples.ts';
import { sharedFolder } from '../../fixtures/shared.ts';
import { ALL_SCANNERS } from './all.ts';
import type { ReportSource, Scanner } from './contract.ts';
import { collect, fixturesOf, type Parsed } from './shared/golden.ts';
import { sourceFromBytes } from './shared/memory-source.ts';
import { outlineOf } from './shared/outline.ts';

/** One value of each type; their keys are none that any scanner writes. */
const UNKNOWN: readonly unknown[] = [
  'text',
  7,
  true,
  null,
  [],
  {},
  ['text', 'text'],
  [{ unheard: { of: [1] } }],
  { unheard: [{ of: 'it' }] },
];

/** Objects whose keys are data (a package, a variable, a section): another key in them is another item. */
const MAPS =
  /(?:^|\.)(?:vulnerabilities|advisories|issuesData|rules|metavars|labels|annotations|originalUriBaseIds|sections)$/;

function grown(value: unknown, extra: unknown, first: boolean, path = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => grown(item, extra, first, `${path}[]`));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, grown(inner, extra, first, `${path}.${key}`)]);
  if (MAPS.test(path)) return Object.fromEntries(entries);
  const added = ['1unheardOf', 'unheard-of', 'UnheardOf'].map((key) => [key, extra]);
  return Object.fromEntries(first ? [...added, ...entries] : [...entries, ...added]);
}

function turnedRound(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => turnedRound(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, turnedRound(inner, `${path}.${key}`)]);
  return Object.fromEntries(MAPS.test(path) ? entries : entries.reverse());
}

async function read(scanner: Scanner, source: ReportSource): Promise<Parsed & { accepted: boolean }> {
  const accepted = scanner.accepts(await outlineOf(source));
  return { accepted, ...(await collect(scanner, source)) };
}

/** By their places in the report: a reader hands on in the order of the document. */
function sorted(parsed: Parsed): Parsed {
  const by = (a: { position: string }, b: { position: string }) => (a.position < b.position ? -1 : 1);
  return { ...parsed, observations: parsed.observations.toSorted(by), skipped: parsed.skipped.toSorted(by) };
}

async function check(scanner: Scanner, text: string): Promise<void> {
  const document: unknown = JSON.parse(text);
  const before = await read(scanner, sourceFromBytes(text));
  for (const extra of UNKNOWN) {
    for (const first of [true, false]) {
      const source = sourceFromBytes(JSON.stringify(grown(document, extra, first)));
      expect(await read(scanner, source), JSON.stringify({ extra, first })).toEqual(before);
      const others = ALL_SCANNERS.filter((each) => each !== scanner);
      const outline = await outlineOf(source);
      expect(others.filter((each) => each.accepts(outline)).map(({ id }) => id)).toEqual([]);
    }
  }
}

/** An unknown element (first or last) and an unknown attribute in every element; text in CDATA stays as it is. */
function grownXml(text: string, first: boolean): string {
  const element = '<unheardOf of="it"><unheard>text</unheard></unheardOf>';
  const parts = text.split(/(<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->)/);
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part;
      const opened = part.replace(/<([A-Za-z][\w:.-]*)((?:\s[^<>]*?)?)(\/?)>/g, (_whole, name, rest, slash) =>
        slash === '' && first ? `<${name}${rest} unheardOf="it">${element}` : `<${name}${rest} unheardOf="it"${slash}>`,
      );
      return first ? opened : opened.replace(/<\/[A-Za-z]/g, (end) => `${element}${end}`);
    })
    .join('');
}

/** What was read, without the lines and columns that the unknown elements move. */
async function readXml(scanner: Scanner, text: string): Promise<unknown> {
  const { accepted, observations, skipped, summary } = await read(scanner, sourceFromBytes(text));
  const place = (position: string) => position.replace(/ ?\(line .*\)| ?line \d+.*/, '');
  return {
    accepted,
    observations: observations.map((each) => ({ ...each, position: place(each.position) })),
    skipped: skipped.map((each) => ({ ...each, position: place(each.position) })),
    summary,
  };
}

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
};

interface Report {
  id: string;
  file: string;
  scanner: Scanner;
  text: string;
}

const fixtures: Report[] = ALL_SCANNERS.flatMap((scanner) => {
  const { folder, files } = fixturesOf(scanner.id);
  const whole = files.filter((file) => !/\.(?:bad|claimed)\./.test(file));
  return whole.map((file) => ({ id: scanner.id, file, scanner, text: readFileSync(join(folder, file), 'utf8') }));
});

/** Real reports of moderate size: the reading is repeated many times. */
const samples: Report[] = ALL_SCANNERS.flatMap((scanner) =>
  samplesOf(scanner.id, `${scanner.id}-v6`, `${scanner.id}-v7`).flatMap(({ file }) => {
    const path = join(sharedFolder() ?? '', 'samples', file);
    if (statSync(path).size > 100_000) return [];
    return [{ id: scanner.id, file, scanner, text: readFileSync(path, 'utf8') }];
  }),
);

describe('keys that nobody knows in every object change nothing', () => {
  it.each(fixtures.filter(({ text }) => isJson(text)))('$id: $file', ({ scanner, text }) => check(scanner, text));
});

describe.skipIf(sharedFolder() === null)('nor do they in real reports', () => {
  it.each(samples.filter(({ text }) => isJson(text)))('$id: $file', ({ scanner, text }) => check(scanner, text));
});

describe('elements and attributes that nobody knows change nothing', () => {
  it.each(fixtures.filter(({ text }) => text.startsWith('<')))('$id: $file', async ({ scanner, text }) => {
    const before = await readXml(scanner, text);
    for (const first of [true, false]) expect(await readXml(scanner, grownXml(text, first))).toEqual(before);
  });
});

describe('keys in another order change nothing', () => {
  it.each(fixtures.filter(({ text }) => isJson(text)))('$id: $file', async ({ scanner, text }) => {
    const turned = sourceFromBytes(JSON.stringify(turnedRound(JSON.parse(text), '')));
    expect(sorted(await read(scanner, turned))).toEqual(sorted(await read(scanner, sourceFromBytes(text))));
  });
});
