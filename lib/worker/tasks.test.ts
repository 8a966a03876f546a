import { parseCrontab } from 'graphile-worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Measures } from '#lib/domain/metrics/metrics.ts';
import { JOBS } from '#lib/jobs/all.ts';
import { type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { crontab, tasksOf } from './tasks.ts';
import { idleQueue } from './testing.ts';

const scheduled = Object.values(JOBS).filter((job) => job.cron !== null);
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const report = sarifOf([{ rule: 'r', file: 'src/a.ts', line: 1, code: 'a()' }]);
  await harness.deliver({ repo: 'acme/old' }, report);
  tick(harness, 3 * 24 * 60);
  // Acknowledged, but its job is lost: there is something to sweep.
  await harness.accept({ repo: 'acme/lost' }, report);
  await harness.admin`delete from graphile_worker._private_jobs`;
  tick(harness, 2);
});
afterAll(() => harness.close());

/** Everything that is stored, as text, table by table. */
async function contents(): Promise<Record<string, string>> {
  const tables = await harness.systemSql<{ name: string }[]>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE' order by 1`;
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await harness.systemSql.unsafe<{ all: string | null }[]>(
      `select string_agg(t::text, ' ' order by t::text) as all from ${name} t`,
    );
    found[name] = row?.all ?? '';
  }
  return found;
}

describe('the timetable', () => {
  it('is one that the queue can read, with each scheduled job in a queue of its own', () => {
    const items = parseCrontab(crontab());
    expect(items.map(({ task, options }) => [task, options.queueName, options.jobKey])).toEqual(
      scheduled.map(({ id }) => [id, id, id]),
    );
  });
});

describe('a scheduled job', () => {
  it.each(scheduled.map(({ id }) => id))('changes nothing the second time: %s', async (id) => {
    const task = tasksOf({ ...harness, measures: new Measures() })[id];
    await task?.({ _cron: { ts: '2026-03-05T09:00:00Z', backfilled: false } }, idleQueue);
    const once = await contents();
    expect(once['public.repositories']).toContain('acme/old');
    await task?.({}, idleQueue);
    expect(await contents()).toEqual(once);
  });

  it('does something the first time', async () => {
    const queued = await harness.systemSql`select key from graphile_worker._private_jobs where key like 'upload:%'`;
    const days = await harness.systemSql`select day::text from organization_days`;
    expect([queued.length, days.map(({ day }) => day)]).toEqual([1, ['2026-03-05']]);
  });
});

describe('a job', () => {
  it('refuses what is not its payload', async () => {
    await expect(
      tasksOf({ ...harness, measures: new Measures() }).process_upload?.({ orgId: 1 }, idleQueue),
    ).rejects.toThrow('repoId');
  });
});
