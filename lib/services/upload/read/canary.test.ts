import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type Canary, canary } from '../../../../fixtures/canaries.ts';
import type { ReadingMessage } from './protocol.ts';
import { readReport } from './read-report.ts';

const ROOT = resolve(import.meta.dirname, '../../../scanners');
const folder = mkdtempSync(join(tmpdir(), 'canary-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Everything that a reading leaves behind or says, each text decoded; and what became of the report. */
async function read(bytes: Buffer): Promise<{ kind: string; left: string }> {
  const blobPath = join(folder, 'blob');
  for (const name of ['records', 'redacted']) rmSync(join(folder, name), { force: true });
  writeFileSync(blobPath, zstdCompressSync(bytes));
  const messages: ReadingMessage[] = [];
  const secretKey = 'ab'.repeat(32);
  const given = { filename: null, claim: null, root: '', label: '' };
  const request = { id: 1, blobPath, bytes: bytes.length, ...given, secretKey, folder };
  const send = (message: ReadingMessage) => messages.push(message);
  await readReport(request, { send, canonicalNames: async () => [] });
  const last = messages.at(-1);
  const kept = (name: string): string =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '';
  // The bytes of a report without secrets are stored as they came; those of a refused one are dropped.
  const stored =
    last?.kind === 'refused' ? '' : last?.kind === 'done' && last.redacted ? kept('redacted') : bytes.toString();
  return { kind: last?.kind ?? '', left: [stored, kept('records'), JSON.stringify(messages)].map(decoded).join('\n') };
}

/** Also what is escaped in it. */
const decoded = (text: string): string =>
  `${text}\n${text.replaceAll('\\/', '/').replaceAll('&amp;', '&').replaceAll('&quot;', '"')}`;

/** Calls `change` for every string of a JSON value that is no name, with its path without indexes. */
function mapStrings(value: unknown, change: (text: string, path: string) => string, path = ''): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change, `${path}[]`));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, mapStrings(item, change, `${path}.${key}`)]);
  return Object.fromEntries(entries);
}

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter(
    (file) =>
      /^[a-z-]+\/fixtures\/[^.][^/]*\.(?:json|sarif|xml|fvdl)$/.test(file) && !/\.expected\.json$|\.bad\./.test(file),
  )
  .sort();

function fixture(file: string): unknown {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
  } catch {
    return undefined;
  }
}

const leaks = (planted: readonly Canary[], left: string): string[] =>
  planted.filter(({ secret }) => left.includes(secret)).map(({ text }) => text);

describe('a secret that is planted into every text of a report', () => {
  const outcomes: string[] = [];
  const json = files.filter((file) => fixture(file) !== undefined);

  it.each(json)('is nowhere after %s was read', async (file) => {
    const planted: Canary[] = [];
    const whole = mapStrings(fixture(file), (text) => {
      // Words that the format is known by stay, so that the report is read: the next test has them too.
      if (text.length < 12 || planted.length > 3000) return text;
      const one = canary(planted.length);
      planted.push(one);
      return `${text} ${one.text}`;
    });
    const { kind, left } = await read(Buffer.from(JSON.stringify(whole)));
    outcomes.push(kind);
    expect(leaks(planted, left)).toEqual([]);
  });

  it('is planted into reports that are read all the same', () => {
    expect(outcomes.filter((kind) => kind === 'done').length).toBeGreaterThan(outcomes.length * 0.6);
  });

  /** One report for each family: the one that says most. */
  const largest = new Map<string, string>();
  for (const file of json) {
    // Of SARIF, the tools that write about credentials, and the one with most fields.
    if (file.startsWith('sarif/') && !/demo-(?:gitleaks|semgrep|gosec|checkov|njsscan)\.sarif|dependencies/.test(file))
      continue;
    const family = file.startsWith('sarif/') ? file : (file.split('/')[0] ?? '');
    const size = (name: string | undefined) => (name === undefined ? 0 : readFileSync(join(ROOT, name)).length);
    if (size(file) > size(largest.get(family)) && size(file) < 40_000) largest.set(family, file);
  }

  it.each([...largest.values()])(
    'is nowhere when each field of %s holds one in turn, read or refused',
    async (file) => {
      const document = fixture(file);
      const paths = new Set<string>();
      mapStrings(document, (text, path) => {
        paths.add(path);
        return text;
      });
      const found: string[] = [];
      let n = 0;
      for (const path of paths) {
        const planted: Canary[] = [];
        const changed = mapStrings(document, (text, here) => {
          if (here !== path || planted.length > 0) return text;
          n += 1;
          planted.push(canary(n));
          return `${text} ${canary(n).text}`;
        });
        const { left } = await read(Buffer.from(JSON.stringify(changed)));
        found.push(...leaks(planted, left).map((text) => `${path}: ${text}`));
      }
      expect(found).toEqual([]);
    },
  );

  const xml = files.filter((file) => /\.(?:xml|fvdl)$/.test(file));

  it.each(xml)('is nowhere after %s was read', async (file) => {
    const planted: Canary[] = [];
    const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    const plant = (before: string, after: string): string => {
      const one = canary(planted.length);
      planted.push(one);
      return `${before} ${escaped(one.text)}${after}`;
    };
    const whole = readFileSync(join(ROOT, file), 'utf8')
      .replace(/(>[^<>]*[a-z][^<>]*)(<)/g, (_, before: string, after: string) => plant(before, after))
      .replace(/([\w:]+="[^"<>]{12,})(")/g, (all, before: string, after: string) =>
        before.startsWith('xmlns') || before.startsWith('encoding') ? all : plant(before, after),
      );
    const { left } = await read(Buffer.from(whole));
    expect(planted.length).toBeGreaterThan(3);
    expect(leaks(planted, left)).toEqual([]);
  });
});
