import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindTo } from '#lib/system.ts';
import { getFeeds } from '#lib/views/feed/get-feeds.ts';
import { type Harness, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { loadFeed } from './load-feed.ts';
import { cveOf, epssOf, kevOf, sendFeed } from './testing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

interface Stored {
  advisory: string;
  epss: number | null;
  kevDueOn: string | null;
  changedBy: number;
}
const stored = () => harness.sql<Stored[]>`
  select advisory, epss, kev_due_on::text as kev_due_on, changed_by from exploitation order by advisory`;

const blobs = async () => {
  const names: string[] = [];
  for await (const name of harness.blobs.list(new Date(Date.now() + 86_400_000))) names.push(name);
  return names;
};

describe('a file of a feed', () => {
  it('takes effect with its date, writes what differs only, and takes away what it does not have any more', async () => {
    const first = await sendFeed(
      harness,
      'epss',
      gzipSync(
        epssOf('2026-02-27', [
          [1, 0.62],
          [2, 0.05],
          [3, 0.2],
        ]),
      ),
    );
    expect(first).toMatchObject({ state: 'loaded', rows: 3, changed: 3, invalid: 0, reason: null });
    expect(first.dataAt?.toISOString()).toBe('2026-02-27T00:00:00.000Z');
    const kev = await sendFeed(harness, 'kev', kevOf('2026-02-28', [3, 4]));
    expect(kev).toMatchObject({ state: 'loaded', rows: 2, changed: 2 });
    // 1 stays in its bucket, 2 leaves it, 3 stays in KEV without EPSS, 5 is new.
    const second = await sendFeed(
      harness,
      'epss',
      epssOf('2026-02-28', [
        [1, 0.7],
        [2, 0.5],
        [5, 0.001],
      ]),
    );
    expect(second).toMatchObject({ state: 'loaded', rows: 3, changed: 2 });
    expect(await stored()).toEqual([
      { advisory: cveOf(1), epss: 0.7, kevDueOn: null, changedBy: first.id },
      { advisory: cveOf(2), epss: 0.5, kevDueOn: null, changedBy: second.id },
      { advisory: cveOf(3), epss: null, kevDueOn: '2026-03-20', changedBy: kev.id },
      { advisory: cveOf(4), epss: null, kevDueOn: '2026-03-20', changedBy: kev.id },
      { advisory: cveOf(5), epss: 0.001, kevDueOn: null, changedBy: second.id },
    ]);
    const less = await sendFeed(harness, 'kev', kevOf('2026-03-01', [4], '2026-03-21'));
    // One is not listed any more, and the other has another due date.
    expect(less).toMatchObject({ state: 'loaded', rows: 1, changed: 2 });
    expect((await stored()).map(({ kevDueOn }) => kevDueOn)).toEqual([null, null, null, '2026-03-21', null]);
    expect(await blobs()).toEqual([]);
  });

  it('is known by its bytes, and reading it again changes nothing', async () => {
    const before = await stored();
    const bytes = epssOf('2026-03-02', [
      [1, 0.7],
      [2, 0.5],
      [5, 0.001],
    ]);
    const load = await sendFeed(harness, 'epss', bytes);
    expect(load).toMatchObject({ state: 'loaded', changed: 0 });
    expect((await sendFeed(harness, 'epss', bytes)).id).toBe(load.id);
    await loadFeed(harness, { orgId: load.orgId, load: load.id });
    expect([await stored(), await blobs()]).toEqual([before, []]);
  });

  it.each([
    [
      'older than what is loaded',
      'epss',
      epssOf('2026-02-26', [[1, 0.9]]),
      /of 2026-02-26, and that of 2026-03-02 is loaded/,
    ],
    ['cut off', 'epss', gzipSync(epssOf('2026-03-03', [[1, 0.9]])).subarray(0, 60), /cut off/],
    ['of another kind', 'kev', epssOf('2026-03-03', [[1, 0.9]]), /no JSON/],
    ['full of rubbish', 'epss', epssOf('2026-03-03', [[1, 0.9]]) + 'x\n'.repeat(11), /11 of 12 rows cannot be read/],
    ['without rows', 'epss', epssOf('2026-03-03', []), /no rows/],
  ] as const)('is refused whole when it is %s', async (_name, kind, bytes, words) => {
    const before = await stored();
    const load = await sendFeed(harness, kind, bytes);
    expect([load.state, load.reason]).toEqual(['refused', expect.stringMatching(words)]);
    expect([await stored(), await blobs()]).toEqual([before, []]);
  });

  it('may be older, or much smaller, when somebody means it', async () => {
    const many = epssOf(
      '2026-03-04',
      Array.from({ length: 100 }, (_, cve) => [cve, 0.02] as const),
    );
    expect(await sendFeed(harness, 'epss', many)).toMatchObject({ state: 'loaded', rows: 100 });
    const few = epssOf(
      '2026-03-05',
      Array.from({ length: 49 }, (_, cve) => [cve, 0.02] as const),
    );
    expect(await sendFeed(harness, 'epss', few)).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/cut off/),
    });
    expect(await sendFeed(harness, 'epss', few, true)).toMatchObject({ state: 'loaded', rows: 49 });
    const old = epssOf('2026-01-01', [[1, 0.62]]);
    expect(await sendFeed(harness, 'epss', old, true)).toMatchObject({ state: 'loaded', rows: 1 });
    const { items } = await getFeeds(harness.ctx);
    expect(items[0]).toMatchObject({
      kind: 'epss',
      loaded: { rows: 1, data_at: '2026-01-01T00:00:00.000Z', by: 'test' },
    });
    expect(items[0]?.loads.map(({ status }) => status).slice(0, 3)).toEqual(['loaded', 'loaded', 'refused']);
  });

  it('changes nothing for another organization', async () => {
    const [other] = await harness.admin<{ id: number }[]>`
      insert into organizations (slug, name, demo, created_at) values ('other', 'Other', false, ${harness.clock.now}) returning id`;
    const theirs = bindTo(harness, other?.id ?? 0);
    expect(await theirs.sql`select 1 from exploitation`).toEqual([]);
    expect(await theirs.sql`select 1 from feed_loads`).toEqual([]);
  });
});
