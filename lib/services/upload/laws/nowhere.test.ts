import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Upload } from '#db/queries/uploads.ts';
import { encodeId } from '#lib/ids.ts';
import { openRawUpload } from '#lib/views/upload/get-raw-upload.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { type Canary, canary } from '../../../../fixtures/canaries.ts';
import { type Harness, startHarness, tick } from '../../testing.ts';

let harness: Harness;

beforeAll(async () => {
  // Real reading children: what they may do is part of the promise.
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Every row of every table as text, every stored file, and what the API says of the uploads. */
async function everything(uploads: readonly Upload[]): Promise<string> {
  const tables = await harness.sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const rows = await Promise.all(tables.map(({ name }) => harness.sql.unsafe(`select t::text as row from ${name} t`)));
  const files: string[] = [];
  for await (const file of glob('**/*', { cwd: join(harness.folder, 'blobs'), withFileTypes: true })) {
    if (file.isFile()) files.push(zstdDecompressSync(await readFile(join(file.parentPath, file.name))).toString());
  }
  const told = await Promise.all(uploads.map((upload) => getUpload(harness.ctx, encodeId('upload', upload))));
  return [...rows.flat().map((row) => String(row.row)), ...files, JSON.stringify(told)].join('\n');
}

const found = (planted: readonly Canary[], all: string): string[] =>
  planted.filter(({ secret }) => all.includes(secret)).map((one) => one.text);

/** Known by what the report says of them alone: no shape gives them away. */
const SAID = 'quietly-planted-value-77aa';
const UNREADABLE = 'another-planted-value-88bb';

const leak = (fields: Record<string, unknown>) => ({
  RuleID: 'generic-api-key',
  Description: 'Detected a Generic API Key',
  StartLine: 3,
  EndLine: 3,
  Match: `key = "${SAID}"`,
  Secret: SAID,
  File: 'conf.py',
  Message: `rotate ${SAID}`,
  Tags: [`key:${SAID}`],
  Link: `https://git.example.com/conf.py#L4-${SAID}`,
  ...fields,
});

describe('a secret of a delivery', () => {
  it('is in no row, no file and no answer: of fields, parameters, items that cannot be read, refused reports', async () => {
    const planted = Array.from({ length: 60 }, (_, n) => canary(n));
    const word = (n: number): string => planted[n]?.text ?? '';
    const params = {
      label: word(1),
      ref: word(4),
      run_id: word(9),
      pipeline: word(10),
      run_url: `https://u:${planted[0]?.secret.replace('!', '-')}@ci.example.com/1`,
    };
    const results = planted.slice(14, 40).map((one, n) => ({
      ruleId: `rule ${one.text}`,
      message: { text: `${'long '.repeat(n * 3)}${one.text}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: `src/${n}.py` },
            region: { startLine: 1, snippet: { text: one.text } },
          },
        },
      ],
      partialFingerprints: { x: one.text },
      properties: { any: [one.text] },
    }));
    const driver = { name: 'acme-sast', version: word(41), rules: [{ id: 'r', fullDescription: { text: word(42) } }] };
    const sarif = { version: '2.1.0', runs: [{ tool: { driver }, results }] };
    const uploads = [
      await harness.deliver({ repo: 'acme/a', ...params }, JSON.stringify(sarif)),
      await harness.deliver(
        { repo: 'acme/b' },
        JSON.stringify([
          leak({}),
          leak({ RuleID: null, Description: null, Secret: UNREADABLE, Match: `x ${UNREADABLE}`, Message: '' }),
        ]),
      ),
      await harness.deliver(
        { repo: 'acme/c' },
        JSON.stringify({ made_by: word(45), [planted[46]?.secret ?? '']: word(47) }),
      ),
      await harness.deliver({ repo: 'acme/d' }, JSON.stringify({ ...sarif, version: `9 ${planted[0]?.secret}` })),
      await harness.deliver({ repo: 'acme/e', scanner: word(50) }, JSON.stringify(sarif)),
      await harness.deliver({ repo: 'acme/f' }, `${word(51)}\n${word(52)}`),
    ];
    expect(uploads.map((upload) => upload.state)).toEqual([
      'processed',
      'processed',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
    ]);
    const said = [SAID, UNREADABLE].map((secret) => ({ text: secret, secret }));
    expect(found([...planted, ...said], await everything(uploads))).toEqual([]);
  });

  it('is one finding for a scanner that names it and one that points at it, and another secret is another', async () => {
    const secret = 'zq9f8a7b6c5d4e3f2a1b0c9d8e7fzz01';
    const line = `api_key = "${secret}"`;
    const pointing = {
      version: '1.139.0',
      results: [
        {
          check_id: 'generic.secrets.security.detected-generic-secret',
          path: 'a.py',
          start: { line: 3, col: 11, offset: 1 },
          end: { line: 3, col: 45, offset: 2 },
          extra: {
            message: 'Generic Secret detected',
            severity: 'ERROR',
            lines: line,
            metadata: {},
            engine_kind: 'OSS',
          },
        },
      ],
      errors: [],
      paths: { scanned: ['a.py'] },
    };
    const named = (value: string) =>
      JSON.stringify([leak({ File: 'a.py', Secret: value, Match: line.replace(secret, value) })]);
    const repo = 'acme/joined';
    expect(await harness.deliver({ repo, commit: 'aaaaaa1' }, named(secret))).toMatchObject({ introduced: 1 });
    tick(harness, 60);
    const semgrep = await harness.deliver({ repo, commit: 'aaaaaa1' }, JSON.stringify(pointing));
    expect(semgrep).toMatchObject({ scanner: 'semgrep', introduced: 0, fixed: 0 });
    tick(harness, 60);
    // What is stored gives the same finding when it is read again.
    const raw = await text((await openRawUpload(harness.ctx, encodeId('upload', semgrep))).stream);
    expect(raw).not.toContain(secret);
    expect(await harness.deliver({ repo, commit: 'aaaaaa2' }, raw)).toMatchObject({
      introduced: 0,
      fixed: 0,
      changed: 0,
    });
    tick(harness, 60);
    const replaced = await harness.deliver({ repo: 'acme/two', commit: 'aaaaaa1' }, named(secret));
    expect(replaced).toMatchObject({ introduced: 1 });
    tick(harness, 60);
    const next = await harness.deliver({ repo: 'acme/two', commit: 'aaaaaa2' }, named(secret.replaceAll('9', '8')));
    expect(next).toMatchObject({ introduced: 1, fixed: 1, changed: 0, moved: 0 });
  });
});
