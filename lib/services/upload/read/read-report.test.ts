import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { observationExample } from '#lib/domain/finding/observation-example.ts';
import { ReportError, type Scanner } from '#lib/scanners/contract.ts';
import { everything, onePart } from '#lib/scanners/shared/parts.ts';
import type { ReadingMessage } from './protocol.ts';
import { readReport } from './read-report.ts';
import { noNames } from './testing.ts';

/** No shape gives it away: only the result that calls it a secret does. */
const SECRET = 'quietly-planted-value-77aa';

/** A scanner that quotes a secret of its report wherever it can. */
function quoting(isBroken: boolean): Scanner {
  return {
    id: 'quoting',
    name: 'Quoting',
    aliases: [],
    categories: ['secret'],
    docsUrl: 'https://example.com/quoting',
    accepts: () => true,
    async parse(_source, sink) {
      sink.observation(observationExample({ subject: { category: 'secret', value: SECRET, match: null } }));
      if (isBroken) throw new ReportError(`cannot read ${SECRET}`, `keys.${SECRET}`);
      sink.skipped({ position: `keys.${SECRET}`, reason: `no rule for ${SECRET}` });
      return onePart({ scanner: 'quoting', categories: ['secret'], gaps: [everything(`stopped at ${SECRET}`)] });
    },
  };
}

/** What the reader says last, and everything that it wrote and said. */
async function read(isBroken: boolean): Promise<{ last: ReadingMessage | undefined; all: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'read-report-'));
  try {
    const bytes = Buffer.from(JSON.stringify({ keys: [SECRET] }));
    const blobPath = join(folder, 'blob');
    writeFileSync(blobPath, zstdCompressSync(bytes));
    const messages: ReadingMessage[] = [];
    const secretKey = 'ab'.repeat(32);
    const request = {
      id: 1,
      blobPath,
      bytes: bytes.length,
      filename: null,
      claim: null,
      label: '',
      root: '',
      secretKey,
      folder,
    };
    await readReport(request, { send: (message) => messages.push(message), canonicalNames: noNames }, [
      quoting(isBroken),
    ]);
    const written = ['records', 'redacted'].map((name) => {
      return isBroken && name === 'redacted' ? '' : readFileSync(join(folder, name), 'utf8');
    });
    return { last: messages.at(-1), all: JSON.stringify(messages) + written.join('') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a secret of a report', () => {
  it('is in nothing that is written or said of it, wherever the report quotes it', async () => {
    const { last, all } = await read(false);
    expect(last).toMatchObject({ kind: 'done', redacted: true, skippedCount: 1 });
    expect(last).toMatchObject({ skipped: [{ reason: expect.stringMatching(/^no rule for \S/) }] });
    expect(all).not.toContain(SECRET);
  });

  it('is not in the reason for which it is refused', async () => {
    const { last, all } = await read(true);
    expect(last).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/^Cannot read \S/) });
    expect(all).not.toContain(SECRET);
  });
});
