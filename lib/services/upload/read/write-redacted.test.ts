import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReportRedactor } from '#lib/domain/redaction/report-redactor.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { rewriteTexts } from '#lib/scanners/shared/rewrite-texts.ts';
import { noteTexts } from './write-redacted.ts';

class Collecting extends ReportRedactor {
  readonly values = new Set<string>();

  constructor() {
    super(new Uint8Array(32));
  }

  override noteToken(value: string): void {
    this.values.add(value);
  }

  override noteValue(value: string): void {
    this.values.add(value);
  }
}

async function noted(document: string, chunk: number): Promise<string[]> {
  const redactor = new Collecting();
  await noteTexts(sourceFromBytes(document, null, chunk), 'json', redactor);
  return [...redactor.values].sort();
}

/** With every text decoded and looked at. */
async function notedOneByOne(document: string): Promise<string[]> {
  const redactor = new Collecting();
  const look = (text: string, place: Parameters<ReportRedactor['note']>[1]): string => {
    redactor.note(text, place);
    return text;
  };
  for await (const _ of rewriteTexts(sourceFromBytes(document, null, 1000), 'json', look));
  return [...redactor.values].sort();
}

const FIELDS = {
  key: 'Authorization',
  headers: [
    { name: 'Cookie', value: 'lang=en; id=abc123def456' },
    { name: 'Set-Cookie', value: 'x=abc123def457' },
    { name: 'X-Auth', value: 'plain words' },
    { name: 'dbPw', value: 'correcthorse' },
    { value: 'no name yet', name: 'password' },
  ],
  dbPw: 'correcthorse battery',
  pastward: 'no secret',
  password: ['one thing', 'other thing'],
  clientToken: 'monkeys',
  'a"b\\c_secret': 'with "quotes" inside',
  escaped: '\\u0070\\u0061ssword \\u003d "hunter2x"',
  message: 'nothing here',
};

describe('noteTexts', () => {
  it('finds the secrets that only the name of their field tells, and those that are written with escapes', async () => {
    const document = JSON.stringify(FIELDS).replaceAll('\\\\u00', '\\u00');
    const expected = await notedOneByOne(document);
    expect(expected).toEqual(
      expect.arrayContaining([
        'abc123def456',
        'abc123def457',
        'correcthorse',
        'correcthorse battery',
        'one thing',
        'hunter2x',
      ]),
    );
    for (const chunk of [1, 7, 64, 100_000])
      expect(await noted(document, chunk), `chunks of ${chunk}`).toEqual(expected);
  });

  it('shows the rules for tokens each text that may hold one', async () => {
    const token = `gsk_${'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y5z6'}`;
    expect(await noted(JSON.stringify({ a: `see ${token}`, b: `see ${token}`, c: 'nothing' }), 1000)).toEqual([token]);
  });

  it('passes over no text with a secret in the reports of any scanner', async () => {
    const root = join(import.meta.dirname, '../../../..');
    let secrets = 0;
    for (const file of globSync('lib/scanners/*/fixtures/**/*.{json,sarif}', { cwd: root })) {
      const document = readFileSync(join(root, file), 'utf8');
      const expected = await notedOneByOne(document);
      secrets += expected.length;
      expect(await noted(document, 50_000), file).toEqual(expected);
    }
    expect(secrets).toBeGreaterThan(50);
  });
});
