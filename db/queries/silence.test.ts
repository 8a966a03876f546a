import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrowed, wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { CADENCE_STATES } from '#lib/domain/stream/cadence.ts';
import { silence } from '#lib/domain/stream/silence.ts';
import { connect, type Database } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { type CadencePage, countCadence, findCadence } from './cadence.ts';
import { findCadenceDays } from './cadence-days.ts';
import { countSilent, countSilentPipelines, findSilentStreams, findUntoldSilence } from './silence.ts';
import { findCategorySuccess } from './streams-read.ts';

const NOW = new Date('2026-03-20T09:00:00Z');
const HOUR = 3600;

let database: TestDatabase;
let sql: Database;

/** Scanner and facts of each stream of the one repository; the first is silent, each other for one reason not. */
const STREAMS = [
  { scanner: 'silent', hours: 81, interval: 24 * HOUR, reports: 4, tracked: true },
  { scanner: 'of-a-branch', hours: 200, interval: HOUR, reports: 40, tracked: false },
  { scanner: 'of-no-rhythm-yet', hours: 200, interval: HOUR, reports: 3, tracked: true },
  { scanner: 'of-one-report', hours: 200, interval: null, reports: 4, tracked: true },
  { scanner: 'within-the-weekend', hours: 79, interval: HOUR, reports: 40, tracked: true },
  { scanner: 'within-its-rhythm', hours: 81, interval: 28 * HOUR, reports: 40, tracked: true },
];

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1, name: 'streams test', writable: true });
  await sql`insert into organizations (slug, name, demo, created_at) values ('acme', 'Acme', false, ${NOW})`;
  await sql`
    insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs, criticality,
      exposure, archived, hold_suspicious, demo, created_at)
    values (1, 'acme/web', 'acme/web', 'code', 'main', true, '{}', 'normal', 'internal', false, true, false, ${NOW})`;
  await sql`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, 1, 1, 'default', ${NOW})`;
  for (const [index, { scanner, hours, interval, reports, tracked }] of STREAMS.entries()) {
    const last = new Date(NOW.getTime() - hours * HOUR * 1000);
    await sql`
      insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, last_report_at,
        report_interval, reports, present, created_at)
      values (1, 1, ${index + 1}, 1, ${scanner}, '', 'main', ${tracked}, '{sast}', ${last}, ${interval}, ${reports}, 0, ${NOW})`;
  }
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

it('a stream is silent when it counts, has a rhythm, and missed three of its intervals and a long weekend', async () => {
  const rows = await findSilentStreams(sql, wholeOrganization(1), NOW, 10);
  expect(rows.map((row) => row.scanner)).toEqual(['silent']);
  const later = new Date(NOW.getTime() + 4 * HOUR * 1000);
  const scanners = (await findSilentStreams(sql, wholeOrganization(1), later, 10)).map((row) => row.scanner);
  expect(scanners.sort()).toEqual(['silent', 'within-its-rhythm', 'within-the-weekend'].sort());
});

it('a stream is silent for the database when it is in words, at the very instant', async () => {
  const rows = await sql<{ last: Date; interval: number; reports: number; from: Date | null }[]>`
    select last_report_at as last, report_interval as interval, reports, silent_from as from from streams order by id`;
  for (const { last, interval, from } of rows.filter((row) => row.from !== null)) {
    const at = from?.getTime() ?? 0;
    const usual = { lastAt: last, usualHours: interval / HOUR };
    expect([silence(usual, new Date(at)), silence(usual, new Date(at + 1))]).toEqual([null, expect.any(String)]);
  }
  expect(rows.map(({ from }) => from !== null)).toEqual([true, true, false, false, true, true]);
});

const HOURS_MS = HOUR * 1000;
const WHOLE = wholeOrganization(1);
const PAGE: CadencePage = {
  ...{ pattern: null, pipelineIds: null, category: null, state: null, now: NOW, sort: 'state', after: null, limit: 50 },
};

/** Pipelines of a second repository: their streams, and what is said of each category. */
const PIPELINES: [
  key: string,
  streams: Partial<(typeof STREAMS)[number] & { ok: number | null; what: string }>[],
  is: object,
][] = [
  ['a-on-time', [{ hours: 23, ok: 23 }], { sast: 'on_time' }],
  ['b-late', [{ hours: 37, ok: 37 }], { sast: 'late' }],
  ['c-not-late-yet', [{ hours: 35, ok: 35 }], { sast: 'on_time' }],
  ['d-failed', [{ hours: 1, ok: 30 }], { sast: 'failed' }],
  ['e-never-whole', [{ hours: 1, ok: null }], { sast: 'failed' }],
  ['f-unknown', [{ hours: 400, ok: 400, reports: 3 }], { sast: 'unknown' }],
  [
    'g-two',
    [
      { hours: 1, ok: 1 },
      { hours: 300, ok: 300, what: 'container' },
      { hours: 2, ok: 2, what: 'dependency' },
    ],
    { dependency: 'silent', sast: 'on_time' },
  ],
  ['h-no-cell', [{ hours: 300, ok: 300, what: 'quality' }], {}],
  [
    'i-a-late-one',
    [
      { hours: 1, ok: 1 },
      { hours: 60, ok: 60 },
    ],
    { sast: 'late' },
  ],
  [
    'i-known-beside-unknown',
    [
      { hours: 1, ok: 1 },
      { hours: 90, ok: 90, reports: 1, interval: null },
    ],
    { sast: 'on_time' },
  ],
];

async function seedPipelines(): Promise<void> {
  const [{ id: repo } = { id: 0 }] = await sql<{ id: number }[]>`
    insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs, criticality,
      exposure, archived, hold_suspicious, demo, created_at)
    values (1, 'acme/api', 'acme/api', 'code', 'main', true, '{}', 'normal', 'internal', false, true, false, ${NOW}) returning id`;
  let id = 0;
  for (const [index, [key, streams]] of PIPELINES.entries()) {
    await sql`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, ${repo}, ${index + 1}, ${key}, ${NOW})`;
    for (const { hours = 1, ok = 1, what = 'sast', reports = 9, interval = 24 * HOUR } of streams) {
      id += 1;
      const before = (passed: number) => new Date(NOW.getTime() - passed * HOURS_MS);
      await sql`
        insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, high_water_at, last_success_at,
          last_report_at, report_interval, reports, present, created_at)
        values (1, ${repo}, ${id}, ${index + 1}, ${`s${id}`}, '', 'main', true, ${[what]}, ${before(hours)}, ${ok === null ? null : before(ok)},
          ${before(hours)}, ${interval}, ${reports}, 0, ${NOW})`;
    }
  }
}

describe('the cadence of pipelines', () => {
  beforeAll(seedPipelines);
  const statesOf = ({ cells }: { cells: { place: number; rank: number }[] }) =>
    Object.fromEntries(cells.map(({ place, rank }) => [SCORE_CATEGORIES[place], CADENCE_STATES[rank]]));

  it('says of each category how it is reported: what should be looked at first wins', async () => {
    const rows = await findCadence(sql, WHOLE, { ...PAGE, pattern: '%api%', sort: 'name' });
    expect(rows.map((row) => [row.key, statesOf(row)])).toEqual(PIPELINES.map(([key, , is]) => [key, is]));
    const two = rows.find(({ key }) => key === 'g-two');
    expect(two).toMatchObject({ silent: 1, reported: NOW.getTime() - HOURS_MS });
    expect(two?.cells[0]).toMatchObject({
      ...{ usual: 24 * HOUR, scanners: ['s8', 's9'], succeeded: NOW.getTime() - 2 * HOURS_MS },
    });
    expect(rows.find(({ key }) => key === 'f-unknown')?.cells).toMatchObject([{ usual: null }]);
    expect(rows.find(({ key }) => key === 'e-never-whole')?.cells).toMatchObject([{ succeeded: null }]);
  });

  it('counts as silent what Today, digest and the alarm do, whether it has a cell or not', async () => {
    const silent = await findSilentStreams(sql, WHOLE, NOW, 100);
    const rows = await findCadence(sql, WHOLE, { ...PAGE, state: 'silent' });
    expect(await countSilentPipelines(sql, WHOLE, NOW)).toEqual({ streams: 3, pipelines: 3 });
    expect(silent).toHaveLength(3);
    expect(rows.map(({ key }) => key).sort()).toEqual(silent.map(({ pipeline }) => pipeline).sort());
    expect(rows.reduce((sum, row) => sum + row.silent, 0)).toBe(3);
    expect((await findUntoldSilence(sql, WHOLE, NOW)).length).toBe(3);
    expect(await countSilentPipelines(sql, narrowed(WHOLE, [1]), NOW)).toEqual({ streams: 1, pipelines: 1 });
    for (const repository of ['archived = true', 'deleting_at = now()']) {
      await sql.unsafe(`update repositories set ${repository} where slug = 'acme/api'`);
      const left = [
        (await findSilentStreams(sql, WHOLE, NOW, 100)).length,
        (await findUntoldSilence(sql, WHOLE, NOW)).length,
        await countSilent(sql, WHOLE, NOW),
        (await countSilentPipelines(sql, WHOLE, NOW)).streams,
        (await findCadence(sql, WHOLE, { ...PAGE, state: 'silent' })).length,
      ];
      expect(left).toEqual([1, 1, 1, 1, 1]);
      await sql`update repositories set archived = false, deleting_at = null`;
    }
  });

  it('tells the newest success of each category, of all as of some', async () => {
    const byCategory = async (scope: typeof WHOLE) =>
      Object.fromEntries((await findCategorySuccess(sql, scope)).map(({ category, at }) => [category, at]));
    const ago = (hours: number) => new Date(NOW.getTime() - hours * HOURS_MS);
    const all = { sast: ago(1), container: ago(300), dependency: ago(2), quality: ago(300) };
    expect(await byCategory(WHOLE)).toEqual(all);
    expect(await byCategory(narrowed(WHOLE, [1, 2]))).toEqual(all);
    await sql`update repositories set archived = true where slug = 'acme/api'`;
    expect([await byCategory(WHOLE), await byCategory(narrowed(WHOLE, [1, 2]))]).toEqual([{}, {}]);
    await sql`update repositories set archived = false`;
  });

  it.each<[string, Partial<CadencePage>, string[]]>([
    ['a state', { state: 'late' }, ['b-late', 'i-a-late-one']],
    ['a category', { category: 'dependency' }, ['g-two']],
    ['a category in a state', { category: 'sast', state: 'failed' }, ['d-failed', 'e-never-whole']],
    ['a category in a state that another one is in', { category: 'sast', state: 'silent' }, ['default']],
    ['part of the name of a pipeline', { pattern: '%two%' }, ['g-two']],
    ['a pipeline', { pipelineIds: [7] }, ['g-two']],
    ['two pipelines', { pipelineIds: [7, 2] }, ['b-late', 'g-two']],
    ['a pipeline in a state that it is not in', { pipelineIds: [7], state: 'late' }, []],
  ])('of %s is the list that was asked for', async (_, more, keys) => {
    const rows = await findCadence(sql, WHOLE, { ...PAGE, ...more });
    expect(rows.map(({ key }) => key).sort()).toEqual(keys);
    expect(await countCadence(sql, WHOLE, { ...PAGE, ...more }, 100)).toBe(keys.length);
  });

  it.each(['state', 'name'] as const)('goes by %s page after page, each pipeline once', async (sort) => {
    const all = await findCadence(sql, WHOLE, { ...PAGE, sort });
    const seen: string[] = [];
    let after: CadencePage['after'] = null;
    do {
      const rows: Awaited<ReturnType<typeof findCadence>> = await findCadence(sql, WHOLE, {
        ...PAGE,
        sort,
        after,
        limit: 3,
      });
      seen.push(...rows.map(({ key }) => key));
      const last = rows.at(-1);
      after =
        last === undefined
          ? null
          : {
              first: sort === 'name' ? last.slug : last.rank,
              second: sort === 'name' ? last.key : -last.reported,
              ...{ repoId: last.repoId, pipelineId: last.pipelineId },
            };
    } while (after !== null);
    expect(seen).toEqual(all.map(({ key }) => key));
    expect(new Set(seen).size).toBe(PIPELINES.length + 1);
    const ranks = all.map(({ rank }) => rank);
    if (sort === 'state') expect(ranks).toEqual([...ranks].sort());
    else expect(seen.slice(0, 2)).toEqual(['a-on-time', 'b-late']);
  });

  it('has by day each report once, with the last one before the first day, of what is in scope', async () => {
    const [{ id: repoId } = { id: 0 }] = await sql<
      { id: number }[]
    >`select id from repositories where slug = 'acme/api'`;
    const at = (text: string) => new Date(`2026-03-${text}Z`);
    const uploads: [received: Date, pipeline: number, streams: number[]][] = [
      [at('15T01:00:00'), 7, [8]],
      [at('16T19:00:00'), 7, [8]],
      [at('17T11:00:00'), 7, [8, 9]],
      [at('18T10:59:59'), 7, [7]],
      [at('18T11:00:00'), 7, [7]],
      [at('18T12:00:00'), 7, [7]],
      [at('19T11:00:00'), 7, [7]],
      [at('18T12:00:00'), 1, [1]],
    ];
    for (const [index, [received, pipeline, streams]] of uploads.entries()) {
      const number = index + 1;
      await sql`
        insert into uploads (org_id, repo_id, number, pipeline_id, state, dedupe, label, ref, complete, blob, sha256, bytes, stored_bytes, order_at,
          received_at, attempts, incomplete, parsed, introduced, reopened, fixed, moved, changed, unchanged, skipped_count, skipped)
        values (1, ${repoId}, ${number}, ${pipeline}, 'processed', ${Buffer.from([number])}, '', 'main', true, 'x', '', 1, 1, ${NOW},
          ${received}, 0, '{}', 0, 0, 0, 0, 0, 0, 0, 0, '[]')`;
      await sql`insert into upload_parts (org_id, repo_id, upload, stream_id, gaps, kept_open)
        select 1, ${repoId}, ${number}, unnest(${streams}::int[]), '[]', 0`;
    }
    // One of them reported before these days last; the other, which came too, is newer.
    await sql`update streams set created_at = ${at('01T00:00:00')}, last_report_at = ${at('17T11:00:00')} where repo_id = ${repoId} and id = 8`;
    const asked = {
      pipelines: [{ repoId, pipelineId: 7 }],
      starts: [at('17T11:00:00'), at('18T11:00:00')],
      end: at('19T11:00:00'),
    };
    const rows = await findCadenceDays(sql, WHOLE, asked);
    expect(rows.map(({ place, day, reports, last }) => [SCORE_CATEGORIES[place], day, reports, last]).sort()).toEqual([
      ['dependency', -1, 0, at('16T19:00:00').getTime()],
      ['dependency', 0, 1, at('17T11:00:00').getTime()],
      ['sast', 0, 1, at('18T10:59:59').getTime()],
      ['sast', 1, 2, at('18T12:00:00').getTime()],
    ]);
    const later = { ...asked, starts: [at('20T00:00:00')], end: at('21T00:00:00') };
    await sql`update streams set last_report_at = ${at('19T11:00:00')} where repo_id = ${repoId} and id = 7`;
    const before = (await findCadenceDays(sql, WHOLE, later)).map(({ place, day, last }) => [
      place,
      day,
      new Date(last),
    ]);
    expect(before.sort()).toEqual([
      [0, -1, at('17T11:00:00')],
      [1, -1, at('19T11:00:00')],
    ]);
    expect(await findCadenceDays(sql, narrowed(WHOLE, [1]), asked)).toEqual([]);
    await sql`update streams set retired_at = ${NOW} where repo_id = ${repoId} and id = 7`;
    expect((await findCadenceDays(sql, WHOLE, asked)).map(({ place }) => SCORE_CATEGORIES[place])).toEqual([
      'dependency',
      'dependency',
    ]);
  });
});
