import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditListParams } from '#lib/contracts/audit.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { digestSettingsChange } from '#lib/contracts/mail.ts';
import { trendChangeParams, trendParams } from '#lib/contracts/trend.ts';
import { TREND_FLOWS } from '#lib/domain/trend/metric.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { readWeek } from '#lib/views/digest/read-week.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getTrend } from '#lib/views/trend/get-trend.ts';
import { getTrendChanges } from '#lib/views/trend/get-trend-changes.ts';
import { changeDigestSettings } from '../mail/change-digest-settings.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { rollUp } from './roll-up.ts';

let harness: Harness;

async function deliver(at: string, ...lines: number[]): Promise<void> {
  harness.clock.now = new Date(at);
  const found = lines.map((line) => ({ rule: `r${line}`, file: 'a.ts', line, code: `call(${line})` }));
  await harness.deliver({ repo: 'acme/web' }, sarifOf(found));
}
async function rollUpAt(at: string): Promise<void> {
  harness.clock.now = new Date(at);
  await rollUp(harness);
}
async function liveIn(at: string, time_zone: string): Promise<void> {
  harness.clock.now = new Date(at);
  await changeDigestSettings(harness.ctx, digestSettingsChange.parse({ time_zone }));
}

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await deliver('2026-03-02T09:00:00Z', 1, 2, 3);
  // It is ten in the evening there: the day that runs ends in two hours.
  await liveIn('2026-03-02T09:00:00Z', 'Pacific/Auckland');
  await deliver('2026-03-02T10:59:59Z', 2, 3);
  await deliver('2026-03-02T11:00:00Z', 2, 3, 4, 5);
  await rollUpAt('2026-03-02T11:10:00Z');
  await deliver('2026-03-03T10:59:59Z', 3, 4, 5);
  await rollUpAt('2026-03-03T11:05:00Z');
  // Clocks go back there: 25 hours.
  await deliver('2026-04-04T11:00:00Z', 3, 4);
  await deliver('2026-04-05T11:59:59Z', 3);
  await rollUpAt('2026-04-05T12:05:00Z');
  // To the other side of the date line: the 6th lasts until it is over there.
  await liveIn('2026-04-05T13:00:00Z', 'Pacific/Honolulu');
  await deliver('2026-04-07T09:59:59Z', 3, 8);
  await deliver('2026-04-07T10:00:00Z', 3, 8, 9);
  await rollUpAt('2026-04-07T10:05:00Z');
});
afterAll(() => harness.close());

describe('days of the organization’s time zone', () => {
  it('are each written once, and finished when they are over there, through changes of zone and of clocks', async () => {
    const rows = await harness.sql`
      select day::text, introduced, fixed, uploads from repository_days order by day`;
    expect(rows).toEqual([
      { day: '2026-03-02', introduced: 3, fixed: 1, uploads: 2 },
      { day: '2026-03-03', introduced: 2, fixed: 1, uploads: 2 },
      { day: '2026-03-04', introduced: 0, fixed: 0, uploads: 0 },
      { day: '2026-04-05', introduced: 0, fixed: 2, uploads: 2 },
      { day: '2026-04-06', introduced: 1, fixed: 0, uploads: 1 },
      { day: '2026-04-07', introduced: 1, fixed: 0, uploads: 1 },
    ]);
    const days = await harness.sql`select day::text, introduced, fixed, final from organization_days order by day`;
    expect(days).toEqual([
      { day: '2026-03-02', introduced: 3, fixed: 1, final: true },
      { day: '2026-03-03', introduced: 2, fixed: 1, final: true },
      { day: '2026-03-04', introduced: 0, fixed: 0, final: false },
      { day: '2026-04-05', introduced: 0, fixed: 2, final: true },
      { day: '2026-04-06', introduced: 1, fixed: 0, final: true },
      { day: '2026-04-07', introduced: 1, fixed: 0, final: false },
    ]);
    expect(await recount(harness.systemSql)).toEqual({ differences: [] });
  });

  it('are measured as of their ends, and of what was fixed on them, though they are finished later', async () => {
    const days = await harness.sql`
      select day::text, measures->'openAges'->'high' as open, measures->'fixedAges'->'high' as fixed
      from organization_days where final order by day`;
    expect(days).toEqual([
      { day: '2026-03-02', open: { 0: 2 }, fixed: { 0: 1 } },
      { day: '2026-03-03', open: { 1: 3 }, fixed: { 1: 1 } },
      { day: '2026-04-05', open: { 34: 1 }, fixed: { 33: 1, 34: 1 } },
      { day: '2026-04-06', open: { 0: 1, 36: 1 }, fixed: null },
    ]);
  });

  it('are those of charts, whose counts are as long as their lists, and that say where a day ends elsewhere', async () => {
    const asked = { metric: 'flow', from: '2026-03-01', to: '2026-04-07' };
    const view = await getTrend(harness.ctx, trendParams.parse(asked));
    expect(view.time_zone).toBe('Pacific/Honolulu');
    expect(view.annotations).toEqual([
      { day: '2026-03-03', text: 'Days are those of Pacific/Auckland from here on' },
      { day: '2026-04-07', text: 'Days are those of Pacific/Honolulu from here on' },
    ]);
    let listed = 0;
    const points = view.points.filter(({ known }) => known > 0);
    for (const { from, to, values } of points) {
      for (const kind of TREND_FLOWS) {
        const { items } = await getTrendChanges(harness.ctx, trendChangeParams.parse({ from, to, kind }));
        expect([from, kind, items.length]).toEqual([from, kind, values[kind]]);
        listed += items.length;
      }
    }
    expect(listed).toBe(11);
    // Nothing was fixed twice: from each day on, lists of findings have what the chart has from there.
    for (const { from } of points) {
      const params = { state: 'fixed', fixed_since: from, limit: 1 };
      const { total } = await getFindings(harness.ctx, findingListParams.parse(params));
      const charted = points.filter((point) => point.from >= from).map(({ values }) => values.fixed ?? 0);
      expect([from, total.value]).toEqual([from, charted.reduce((sum, count) => sum + count, 0)]);
    }
    const beyond = getTrend(harness.ctx, trendParams.parse({ ...asked, to: '2026-04-08' }));
    await expect(beyond).rejects.toThrow('today, 2026-04-07 in Pacific/Honolulu');
  });

  it('are those of the ledger, of Today and of digests', async () => {
    const ledger = async (from: string, to: string) => {
      const { parts, ...ends } = await getLedger(harness.ctx, ledgerParams.parse({ from, to }));
      return { from: ends.from.at, to: ends.to.at, causes: parts.map(({ cause }) => cause).sort() };
    };
    expect(await ledger('2026-03-02', '2026-03-03')).toEqual({
      ...{ from: '2026-03-02T11:00:00.000Z', to: '2026-03-03T11:00:00.000Z', causes: ['fixed', 'new'] },
    });
    expect(await ledger('2026-04-05', '2026-04-06')).toMatchObject({
      ...{ from: '2026-04-05T12:00:00.000Z', to: '2026-04-07T10:00:00.000Z' },
    });
    expect(await getToday(harness.ctx)).toMatchObject({ day: '2026-04-07' });
    // By UTC it was the 5th.
    const audited = { since: '2026-04-06', until: '2026-04-06', verb: 'mail.settings_changed' };
    const { items } = await getAudit(harness.ctx, auditListParams.parse(audited));
    expect(items.map(({ at }) => at)).toEqual(['2026-04-05T13:00:00.000Z']);
    const week = await readWeek(harness.sql, harness.ctx.orgId, harness.clock.now);
    expect(week).toMatchObject({ since: '2026-03-31', today: '2026-04-07', begin: new Date('2026-03-30T11:00:00Z') });
  });

  it('follow a zone that was chosen before days did, from the next one on', async () => {
    await harness.admin`update organizations set day_zones = '[]'`;
    await rollUpAt('2026-05-04T09:00:00Z');
    const [row] = await harness.sql`select day_zones from organizations`;
    expect(row?.dayZones).toEqual([
      { since: '2026-05-05', startsAt: '2026-05-05T10:00:00.000Z', timeZone: 'Pacific/Honolulu' },
    ]);
  });
});
