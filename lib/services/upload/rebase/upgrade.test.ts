import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { ensureMonths } from '#db/partitions.ts';
import { testDatabase } from '#db/testing.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { recount } from '../../recount.ts';
import { type Harness, startHarness, tick } from '../../testing.ts';
import { inProcessReader } from '../read/in-process.ts';

/** What the last version wrote whose reports fed one stream each, after reports of every family (fixtures/README.md). */
interface Before {
  /** Rows by table, in an order in which they can be inserted. */
  tables: Record<string, unknown[]>;
  /** Stored reports by their names, inflated. */
  blobs: Record<string, string>;
  reports: { params: Record<string, string>; file: string; text: string }[];
}

const FILE = resolve(import.meta.dirname, '../../../../fixtures/upgrade/before-parts.json.zst');
const before: Before = JSON.parse(zstdDecompressSync(readFileSync(FILE)).toString('utf8'));
const LAST_MIGRATION = '0005_outbox';

let harness: Harness;
const steps: { at: number; of: number }[] = [];

beforeAll(async () => {
  const database = await testDatabase(LAST_MIGRATION);
  const sql = connect(database, { max: 1, name: 'plumbline test', writable: true });
  await ensureMonths(sql, new Date('2026-03-02T09:00:00Z'));
  for (const [table, rows] of Object.entries(before.tables)) {
    await sql.unsafe(
      `insert into ${table} overriding system value select * from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  for (const table of ['organizations', 'repositories']) {
    await sql.unsafe(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
  }
  await sql.end();
  await migrate(database, { begins: (step) => steps.push(step) });
  harness = await startHarness(database, { readers: inProcessReader });
  for (const [name, text] of Object.entries(before.blobs)) {
    const path = harness.blobs.pathOf(name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, zstdCompressSync(Buffer.from(text)));
  }
  harness.clock.now = new Date(harness.clock.now.getTime() + 3 * DAY_MS);
}, 120_000);
afterAll(() => harness?.close());

describe('an installation whose reports fed one stream each', () => {
  it('heard of each migration when it began', () => {
    expect(steps.length).toBeGreaterThan(15);
    expect(steps).toEqual(steps.map((_, index) => ({ at: index + 1, of: steps.length })));
  });

  it('counts as it did after the migration', async () => {
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it.each(before.reports)('$file of $params changes nothing in its next report', async ({ params, text }) => {
    tick(harness, 30);
    // Other bytes than before, as most scanners write.
    const upload = await harness.deliver({ ...params, commit: 'c2c2c2c2' }, `${text}\n`);
    const { state, introduced, reopened, fixed } = upload;
    expect({ state, introduced, reopened, fixed }).toEqual({
      state: 'processed',
      introduced: 0,
      reopened: 0,
      fixed: 0,
    });
  });

  it('has no events but of severities that are known better, and counts as it shows', async () => {
    const kinds = await harness.sql`select distinct kind from finding_events where upload = 0`;
    expect(kinds.map(({ kind }) => kind).filter((kind) => kind !== 'severity_changed')).toEqual([]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
    expect(await harness.sql`select number from uploads where reader_version = 0`).toEqual([]);
  });
});
