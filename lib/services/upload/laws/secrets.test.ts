import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '#db/client.ts';
import type { Upload } from '#db/queries/uploads.ts';
import { type Harness, tick } from '../../testing.ts';
import { processUpload } from '../process.ts';
import { startFastHarness } from './harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startFastHarness();
});
afterAll(() => harness.close());

const SECRET = 'not-a-real-secret-0123456789abcdef';
const LEAK = {
  RuleID: 'generic-api-key',
  Description: 'Detected a Generic API Key',
  StartLine: 3,
  EndLine: 3,
  StartColumn: 1,
  EndColumn: 40,
  Match: `key = "${SECRET}"`,
  Secret: SECRET,
  File: 'config.ts',
  SymlinkFile: '',
  Commit: '',
  Entropy: 3.9,
  Author: '',
  Email: '',
  Date: '',
  Message: '',
  Tags: [],
  Fingerprint: 'config.ts:generic-api-key:3',
};
const report = JSON.stringify([LEAK]);

/** A report that shows the line and quotes the secret in its message, without a field for the value. */
const lineReport = JSON.stringify({
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: { name: 'trufflehog', rules: [{ id: 'generic', shortDescription: { text: 'Generic secret' } }] },
      },
      results: [
        {
          ruleId: 'generic',
          message: { text: `Found ${SECRET} in the file.` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'config.ts' },
                region: { startLine: 3, snippet: { text: `  const key = "${SECRET}";` } },
              },
            },
          ],
        },
      ],
    },
  ],
});

const rawOf = (upload: Upload) => text(harness.blobs.read(upload.blob));
const keysOf = (upload: Upload) =>
  harness.sql`select encode(key, 'hex') as key from findings where repo_id = ${upload.repoId} order by number`;

describe('the stored bytes of a report with secrets', () => {
  it('hold none once it is processed, nor do those of the same report sent again', async () => {
    const first = await harness.deliver({ repo: 'acme/leak', commit: 'aaaaaa1' }, report);
    expect(first).toMatchObject({ state: 'processed', introduced: 1 });
    tick(harness, 1);
    const second = await harness.deliver({ repo: 'acme/leak', commit: 'aaaaaa2' }, report);
    expect(second).toMatchObject({ state: 'processed', unchanged: 1 });
    for (const upload of [first, second]) expect(await rawOf(upload)).not.toContain(SECRET);
  });

  it('hold no line of which the report does not say what part is the secret, nor what its message quotes', async () => {
    const upload = await harness.deliver({ repo: 'acme/line', commit: 'aaaaaa1' }, lineReport);
    expect(upload).toMatchObject({ state: 'processed', introduced: 1 });
    const raw = await rawOf(upload);
    expect(raw).not.toContain(SECRET);
    const stored = await harness.sql`select record from evidence where repo_id = ${upload.repoId}`;
    expect(JSON.stringify(stored)).not.toContain(SECRET);
    const again = await harness.deliver({ repo: 'acme/line-again', commit: 'aaaaaa1' }, raw);
    expect(await keysOf(again)).toEqual(await keysOf(upload));
    expect(await rawOf(again)).toBe(raw);
  });

  it('hold none when the import failed after reading, and give the same finding when it is tried again', async () => {
    const whole = await harness.deliver({ repo: 'acme/whole', commit: 'aaaaaa1' }, report);
    const { upload } = await harness.accept({ repo: 'acme/broken', commit: 'aaaaaa1' }, report);
    let begun = 0;
    // Let the first transaction pass: it marks the upload as processing; reading comes after it.
    const begin: Sql['begin'] = (work) => {
      begun += 1;
      return begun === 1
        ? harness.sql.begin(work)
        : Promise.reject(Object.assign(new Error('away'), { code: 'CONNECTION_LOST' }));
    };
    const sql = new Proxy(harness.sql, {
      get: (target, name) => (name === 'begin' ? begin : Reflect.get(target, name)),
    });
    const scope = { orgId: harness.ctx.orgId, repoId: upload.repoId };
    await expect(processUpload({ ...harness, sql }, scope, upload.number)).rejects.toThrow('away');
    expect(await rawOf(upload)).not.toContain(SECRET);
    expect(await harness.process(upload)).toMatchObject({ state: 'processed', introduced: 1 });
    expect(await keysOf(upload)).toEqual(await keysOf(whole));
  });
});

describe('a repository with thousands of leaked secrets', () => {
  it('is imported like any other, and its score is stored although one more fix gains next to nothing', async () => {
    const leaks = Array.from({ length: 2500 }, (_, index) => ({
      ...LEAK,
      StartLine: index + 1,
      Match: `key = "${SECRET}${index}"`,
      Secret: `${SECRET}${index}`,
    }));
    const upload = await harness.deliver({ repo: 'acme/leaks', commit: 'aaaaaa1' }, JSON.stringify(leaks));
    expect(upload).toMatchObject({ state: 'processed', introduced: 2500, reason: null });
    expect(upload.scoreAfter).not.toBeNull();
    expect(await rawOf(upload)).not.toContain(SECRET);
  });
});

describe('an import that our own code fails at', () => {
  it('is given up after three tries with a reason, and the next one flows', async () => {
    const { upload } = await harness.accept({ repo: 'acme/defect', commit: 'aaaaaa1' }, report);
    const scope = { orgId: harness.ctx.orgId, repoId: upload.repoId };
    let tries = 0;
    const deps = {
      ...harness,
      readers: {
        read: () => {
          tries += 1;
          return Promise.reject(new TypeError('undefined is not a function'));
        },
      },
    };
    for (const _ of [1, 2]) await expect(processUpload(deps, scope, upload.number)).rejects.toThrow('undefined');
    await processUpload(deps, scope, upload.number);
    await processUpload(deps, scope, upload.number);
    expect(tries).toBe(3);
    const refused = await harness.process(upload);
    expect(refused).toMatchObject({ state: 'rejected', introduced: 0 });
    expect(refused.reason).toContain('3 tries');
    tick(harness, 1);
    const next = await harness.deliver({ repo: 'acme/defect', commit: 'aaaaaa2' }, report);
    expect(next).toMatchObject({ state: 'processed', introduced: 1 });
  });
});
