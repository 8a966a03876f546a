import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#db/transaction.ts';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
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

  it('say which mails and messages wait, and how webhooks do', async () => {
    const { orgId } = harness.ctx;
    const ada = { email: 'ada@example.com', name: 'Ada', role: 'viewer', passwordHash: null } as const;
    const { id: userId } = await addMember(harness.systemSql, { orgId }, { ...ada, now: harness.now() });
    const mail = { subject: '', html: '', text: '', key: 'a', kind: 'test', userId, repositories: null } as const;
    await inTransaction(harness.sql, (tx) => queueMail(tx, harness, { orgId }, mail));
    await harness.admin`update mails set state = 'waiting'`;
    await harness.admin`
      insert into sinks (org_id, kind, name, address, host, events, score_drop, state, transaction, entry, failures, created_at)
      select ${orgId}::int, 'webhook', state, '', '', '{}', 5, state, 0, 0, 0, ${harness.now()}::timestamptz
      from unnest('{active,stopped}'::text[]) as s(state)`;
    await harness.admin`
      insert into deliveries (org_id, sink_id, message_id, events, event_at, body, state, attempts, created_at)
      select org_id, id, state, '{}', created_at, '', case when state = 'stopped' then 'waiting' else 'delivered' end, 0, created_at
      from sinks`;
    tick(harness, 3);
    const found = await values();
    expect(found.get('plumbline_mails_waiting')).toBe(1);
    expect(found.get('plumbline_mails_oldest_seconds')).toBe(180);
    const sinks = ['active', 'paused', 'stopped'].map((state) => found.get(`plumbline_sinks{state="${state}"}`));
    expect([sinks, found.get('plumbline_deliveries_waiting')]).toEqual([[1, 0, 1], 1]);
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
