import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { collectMetrics } from './collect-metrics.ts';
import { flushMeasures } from './flush-measures.ts';
import { measureImport } from './measure-import.ts';
import { measureReports } from './measure-reports.ts';
import { measuredReader } from './measured-reader.ts';

const report = (name: string) => sarifOf([{ rule: 'r', file: `${name}.ts`, line: 1, code: `call(${name});` }]);
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const values = async () => new Map(await collectMetrics(harness.systemSql, harness.folder, harness.now()));

describe('metrics of an installation', () => {
  it('say what waits and for how long, and nothing of a backup that never was', async () => {
    await harness.accept({ repo: 'acme/secret-name' }, report('a'));
    tick(harness, 2);
    const found = await values();
    expect(found.get('plumbline_uploads{state="received"}')).toBe(1);
    expect(found.get('plumbline_uploads{state="held"}')).toBe(0);
    expect(found.get('plumbline_queue_jobs{state="waiting"}')).toBe(1);
    expect(found.get('plumbline_queue_oldest_seconds')).toBe(120);
    expect(found.get('plumbline_workers')).toBe(0);
    expect(found.get('plumbline_database_bytes')).toBeGreaterThan(1_000_000);
    expect([...found.keys()].filter((series) => series.includes('backup'))).toEqual([]);
    expect([...found.keys()].join()).not.toMatch(/secret-name|acme/);
  });

  it('have what all workers have counted, added up', async () => {
    for (const name of ['b', 'c']) {
      const measures = new Measures();
      const readers = measuredReader(inProcessReader, measures);
      const { upload } = await harness.accept({ repo: `acme/${name}` }, report(name));
      const key = { ...harness.scopeOf(upload), number: upload.number };
      await measureImport(harness, measures, key, () => harness.process(upload).then(() => undefined));
      await readers.read({ blobPath: 'nowhere' } as never, async () => new Map() as never).catch(() => undefined);
      await flushMeasures(harness, measures);
      expect(measures.values()).toEqual([]);
    }
    await measureReports(harness);
    const found = await values();
    expect(found.get('plumbline_uploads_settled_total{state="processed"}')).toBe(2);
    expect(found.get('plumbline_import_seconds_count')).toBe(2);
    expect(found.get('plumbline_reading_seconds_bucket{le="+Inf"}')).toBe(2);
    const stored = await harness.admin`select sum(stored_bytes)::int as bytes from uploads`;
    expect([{ bytes: found.get('plumbline_report_bytes') }]).toEqual(stored);
  });
});
