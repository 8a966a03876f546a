import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { ALL_SCANNERS } from '#lib/scanners/all.ts';
import type { Scanner } from '#lib/scanners/contract.ts';
import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';
import { DIALECTS } from '#lib/scanners/sarif/dialects.ts';
import { sarifScanner } from '#lib/scanners/sarif/scanner.ts';
import { readJson } from '#lib/scanners/shared/json.ts';
import { onePart } from '#lib/scanners/shared/parts.ts';
import { asLine, asRecord, asString, isRecord } from '#lib/scanners/shared/text.ts';
import { trustedFingerprint } from '#lib/scanners/shared/trusted-fingerprint.ts';
import { type IndexBatch, RECORDS_FILE, type ReadingMessage } from './protocol.ts';
import { readReport } from './read-report.ts';
import { noNames } from './testing.ts';

/** A fictitious scanner with its own format, as its folder would define it. */
const teapot: Scanner = {
  id: 'teapot',
  name: 'Teapot',
  aliases: ['teapot-json'],
  categories: ['iac'],
  docsUrl: 'https://example.com/teapot',
  accepts: (outline) => outline.kind === 'json' && isRecord(outline.value) && 'brews' in outline.value,
  async parse(source, sink) {
    await readJson(source, {
      cuts: ['brews[]'],
      onItem({ value, position }) {
        const brew = asRecord(value);
        const id = asString(brew.check);
        if (id === null) return sink.skipped({ position, reason: 'no check' });
        sink.observation({
          subject: { category: 'iac', check: id === 'TEA_1' ? 'aws-s3-logging' : null, resource: asString(brew.pot) },
          scanner: 'teapot',
          rule: { id, name: null, helpUrl: null },
          title: 'Cold tea',
          message: 'Cold tea',
          remediation: null,
          severity: 'high',
          severityReported: null,
          cvss: null,
          confidence: 'unknown',
          cwes: [],
          references: [],
          locations: [
            {
              path: 'kitchen/pot.tf',
              startLine: asLine(brew.line),
              endLine: null,
              startColumn: null,
              snippet: null,
              label: null,
            },
          ],
          trusted: trustedFingerprint(brew, [{ name: 'leaf', pathFree: true }]),
          suppression: null,
          position,
        });
      },
    });
    return onePart({ scanner: 'teapot', categories: ['iac'] });
  },
};

/** A fictitious tool with a SARIF dialect, as its `sarif.ts` would define it. */
const kettle: SarifDialect = {
  id: 'kettle',
  aliases: ['kettlepro'],
  errorRuns: ['kettle-errors'],
  category: (rule) => (rule?.id.startsWith('LEAK') ? 'secret' : 'sast'),
  ruleId: (id) => id.replace(/@\d+$/, ''),
  severity: () => 'critical',
  path: (path) => path.replace(/^stove\//, ''),
  isParseFailure: (ruleId) => ruleId === 'SPILT',
  trusted: [{ name: 'steam', pathFree: true, ordinalAfter: '_' }],
};

const SCANNERS = [...ALL_SCANNERS.filter(({ id }) => id !== 'sarif'), sarifScanner([...DIALECTS, kettle]), teapot];

async function read(report: unknown, claim: string | null, scanners: readonly Scanner[] = SCANNERS) {
  const folder = mkdtempSync(join(tmpdir(), 'add-scanner-'));
  try {
    const bytes = Buffer.from(JSON.stringify(report));
    const blobPath = join(folder, 'blob');
    writeFileSync(blobPath, zstdCompressSync(bytes));
    const messages: ReadingMessage[] = [];
    const request = {
      id: 1,
      blobPath,
      bytes: bytes.length,
      filename: null,
      claim,
      root: '',
      label: '',
      secretKey: 'ab'.repeat(32),
      folder,
    };
    await readReport(request, { send: (message) => messages.push(message), canonicalNames: noNames }, scanners);
    const path = join(folder, RECORDS_FILE);
    const records = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const index = messages.filter((message): message is IndexBatch => message.kind === 'index');
    const findings = index.flatMap(({ keys, offsets, lengths }) =>
      keys.map((key, at) => {
        const from = offsets[at] ?? 0;
        const record: FindingRecord = JSON.parse(records.toString('utf8', from, from + (lengths[at] ?? 0)));
        return { key, record };
      }),
    );
    return { last: messages.at(-1), findings };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a scanner that is added to the list', () => {
  const report = (line: number) => ({
    brews: [{ check: 'TEA_1', pot: 'aws_s3_bucket.tea', line }, { check: 'TEA_2', line, leaf: 'green' }, { line }],
  });

  it('is detected, read, identified and counted', async () => {
    const { last, findings } = await read(report(4), null);
    expect(last).toMatchObject({ kind: 'done', format: 'teapot', parsed: 2, skippedCount: 1 });
    expect(findings.map(({ record }) => [record.scanner, record.ruleId, record.path, record.line])).toEqual([
      ['teapot', 'TEA_1', 'kitchen/pot.tf', 4],
      ['teapot', 'TEA_2', 'kitchen/pot.tf', 4],
    ]);
    expect(findings[0]?.record.check).toBe('aws-s3-logging');
    const keys = async (line: number) => (await read(report(line), 'Teapot JSON')).findings.map(({ key }) => key);
    expect(await keys(400)).toEqual(findings.map(({ key }) => key));
  });

  it('is not known without its entry', async () => {
    expect((await read(report(4), null, ALL_SCANNERS)).last).toMatchObject({ kind: 'refused' });
  });
});

describe('a SARIF dialect that is added to the list', () => {
  const result = (ruleId: string, uri: string, startLine: number, fingerprint: string) => ({
    ruleId,
    message: { text: `at line ${startLine} it is hot` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
    partialFingerprints: { steam: fingerprint },
  });
  const report = (line: number) => ({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Kettle Pro' } },
        results: [
          result('HOT@1', 'stove/a.c', line, 'aa_0'),
          result('HOT@2', 'stove/a.c', line + 1, 'bb_0'),
          result('LEAK', 'stove/b.c', line, 'cc_0'),
          result('SPILT', 'stove/c.c', line, 'dd_0'),
        ],
      },
      { tool: { driver: { name: 'kettle-errors' } }, results: [result('X', 'd', 1, 'e')] },
    ],
  });

  it('decides names, category, severity, paths, gaps and identity', async () => {
    const { last, findings } = await read(report(4), 'kettle');
    expect(last).toMatchObject({
      kind: 'done',
      format: 'sarif',
      parts: [
        {
          scanner: 'kettle',
          categories: ['sast', 'secret'],
          gaps: [
            { scope: 'files', reason: 'kettle reports an error: could not parse c.c', paths: ['c.c'] },
            { scope: 'files', reason: 'kettle reports an error: at line 1 it is hot', paths: ['d'] },
          ],
        },
      ],
    });
    const shown = findings.map(({ record: { category, ruleId, path, severity } }) => [
      category,
      ruleId,
      path,
      severity,
    ]);
    expect(shown).toEqual([
      ['sast', 'HOT', 'a.c', 'critical'],
      ['sast', 'HOT', 'a.c', 'critical'],
      ['secret', 'LEAK', 'b.c', 'high'],
    ]);
    const keys = async (line: number) => (await read(report(line), null)).findings.map(({ key }) => key);
    expect(await keys(900)).toEqual(findings.map(({ key }) => key));
  });

  it('is read by the specification without its entry', async () => {
    const { last, findings } = await read(report(4), null, ALL_SCANNERS);
    expect(last).toMatchObject({
      kind: 'done',
      parts: [{ scanner: 'kettle-pro' }, { scanner: 'kettle-errors' }],
    });
    expect(findings.map(({ record }) => record.ruleId)).toEqual(['HOT@1', 'HOT@2', 'LEAK', 'SPILT', 'X']);
  });
});
