import { afterAll, beforeAll, expect, it } from 'vitest';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { cveOf, epssOf, kevOf, sendFeed } from '#lib/services/feed/testing.ts';
import { recount } from '#lib/services/recount.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getFeeds } from '#lib/views/feed/get-feeds.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { loadDemo } from './load.ts';
import { removeDemo } from './remove.ts';
import { sampleFeeds } from './sample-feeds.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const ways = async () =>
  (
    await harness.sql<{ text: string }[]>`select kind || ' ' || way || ' ' || state as text from feed_loads order by id`
  ).map(({ text }) => text);
const facts = () => harness.sql`select advisory, epss, kev_added_on::text from exploitation order by advisory`;
const said = async () => (await facts()).filter(({ epss, kevAddedOn }) => epss !== null || kevAddedOn !== null);

it('samples of EPSS and KEV are over the findings of the demo, called samples, and go with it', async () => {
  const { orgId } = harness.ctx;
  await loadDemo(harness, { orgId, size: { repositories: 5, weeks: 2 } });
  const { items } = await getFindings(harness.ctx, findingListParams.parse({ exploit: 'kev', limit: 1 }));
  const page = await getFinding(harness.ctx, { id: items[0]?.id ?? '' });
  expect(page.exploitation).toMatchObject({ epss_sample: true, kev_sample: true });
  const queue = await getActions(harness.ctx, actionListParams.parse({ limit: 200 }));
  const reasons = queue.items
    .flatMap(({ why }) => why.map(({ text }) => text))
    .filter((text) => / says (KEV|EPSS)/.test(text));
  expect(reasons).toContain('known to be exploited, says KEV, by a sample with invented values');
  expect(reasons.filter((text) => !text.endsWith('by a sample with invented values'))).toEqual([]);
  const feeds = await getFeeds(harness.ctx);
  expect(feeds.items.map(({ kind, loaded }) => [kind, loaded?.way])).toEqual([
    ['epss', 'demo'],
    ['kev', 'demo'],
    ['osv', undefined],
  ]);
  expect((await recount(harness.sql)).differences).toEqual([]);
  await removeDemo(harness, { orgId });
  expect([await ways(), await facts()]).toEqual([[], []]);
}, 120_000);

it('samples take no real file’s place, give way to any real file, and leave what it says when they go', async () => {
  const { orgId } = harness.ctx;
  expect(await sendFeed(harness, 'kev', kevOf('2020-03-01', [1]))).toMatchObject({ state: 'loaded' });
  await loadDemo(harness, { orgId, size: { repositories: 3, weeks: 1 } });
  expect(await ways()).toEqual(['kev upload loaded', 'epss demo loaded']);
  const listed = await harness.sql`select advisory from exploitation where kev_added_on is not null`;
  expect(listed).toEqual([{ advisory: cveOf(1) }]);
  const [sampled] = await harness.sql<{ count: number }[]>`
    select count(*)::int as count from findings where exploit > 0`;
  expect(sampled?.count).toBeGreaterThan(0);
  expect((await recount(harness.sql)).differences).toEqual([]);

  // Older and much smaller than the sample, and not forced.
  expect(await sendFeed(harness, 'epss', epssOf('2020-03-02', [[2, 0.7]]))).toMatchObject({ state: 'loaded', rows: 1 });
  const real = [
    { advisory: cveOf(1), epss: null, kevAddedOn: '2026-02-27' },
    { advisory: cveOf(2), epss: expect.closeTo(0.7), kevAddedOn: null },
  ];
  expect(await said()).toEqual(real);
  await sampleFeeds(harness.ctx, harness, []);
  expect(await said()).toEqual(real);
  // One that waited while the real file came.
  const late = await sendFeed(harness, 'epss', epssOf('2026-02-20', [[3, 0.9]]), true, 'demo');
  expect(late).toMatchObject({ state: 'refused', reason: expect.stringContaining('does not take the place') });
  expect(await said()).toEqual(real);

  await removeDemo(harness, { orgId });
  expect(await ways()).toEqual(['kev upload loaded', 'epss upload loaded']);
  expect(await facts()).toEqual(real);
}, 120_000);

it('samples are not loaded beside real reports: invented values would count for these', async () => {
  await harness.deliver({ repo: 'acme/real' }, sarifOf([{ rule: 'r', file: 'src/a.ts', line: 1, code: 'a()' }]));
  await loadDemo(harness, { orgId: harness.ctx.orgId, size: { repositories: 2, weeks: 1 }, force: true });
  expect(await ways()).not.toContainEqual(expect.stringContaining('demo'));
}, 120_000);
