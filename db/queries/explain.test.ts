import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { findingFacetParams, findingGroupParams, findingListParams } from '#lib/contracts/finding.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { scopeListParams } from '#lib/contracts/scope.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { FINDING_STATES } from '#lib/domain/finding/finding.ts';
import { encodeId } from '#lib/ids.ts';
import { getScopes } from '#lib/views/access/get-scopes.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { resolveFilter } from '#lib/views/finding/finding-filter.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindingGroups } from '#lib/views/finding/get-finding-groups.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { getUploadFacets } from '#lib/views/upload/get-upload-facets.ts';
import { LARGE, type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import type { Database, Sql } from '../client.ts';
import type { Statement } from '../testing-explain.ts';
import { GATHERED, LISTS, TEXTS, WALKED } from '../testing-lists.ts';
import { findUploadEvents } from './events.ts';
import { countMatching } from './findings-matches.ts';
import { findNewWeaknesses } from './privilege-gains.ts';

const NOW = new Date('2026-03-02T09:00:00Z');

let world: LargeWorld;
let ctx: Context;
let sql: Sql;
let explain: Database;
/** Of the last read. */
let statements: readonly Statement[] = [];

beforeAll(async () => {
  world = await openLargeWorld(LARGE, NOW);
  ({ ctx, sql, explain } = world);
  // Two hundred thousand findings: on a busy machine that takes longer than other set-ups.
}, 240_000);
afterAll(() => world?.close());

/** Runs the read and explains its statements; returns how many buffers they touched. Fails when a large table is read whole. */
async function buffersOf(read: () => Promise<unknown>): Promise<number> {
  const { buffers, whole, noted } = await world.explained(read);
  statements = noted;
  expect(whole).toEqual([]);
  return buffers;
}

/** Expects the first page of a list, and the next one where there is one, to touch fewer buffers than `bound`. */
async function expectPagesBelow(
  bound: number,
  read: (cursor: string | undefined) => Promise<{ next_cursor: string | null }>,
): Promise<void> {
  let next: string | null = null;
  const first = await buffersOf(async () => {
    next = (await read(undefined)).next_cursor;
  });
  expect(first).toBeLessThan(bound);
  const cursor = next;
  if (cursor !== null) expect(await buffersOf(() => read(cursor))).toBeLessThan(bound);
}

describe('a list of findings among 200,000', () => {
  it.each(LISTS)('is served by an index, on its first page and on the next: %j', async (params, bound) => {
    await expectPagesBelow(bound, (cursor) => getFindings(ctx, findingListParams.parse({ ...params, cursor })));
  });

  const listed = (condition: string): string =>
    `from findings where state = 'open' and repo_id % 50 <> 0 and (${condition})`;

  it.each(TEXTS)('counts what a text matches, up to 10,000 beside the list: %j', async (q, condition) => {
    const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count ${listed(condition)}`);
    const count = row?.count ?? -1;
    const all = count > 10_000 ? { value: 10_000, relation: 'at_least' } : { value: count, relation: 'exact' };
    expect((await getFindingFacets(ctx, findingListParams.parse({ q }))).total).toEqual(all);
    const { total } = await getFindings(ctx, findingListParams.parse({ q }));
    if (count <= 1000) expect(total).toEqual(all);
    else expect([all, { value: 1000, relation: 'at_least' }]).toContainEqual(total);
  });

  it.each(TEXTS)(
    'shows the same findings of a text, in the same order, as comparing each would: %j',
    async (q, condition) => {
      const rows = await sql.unsafe<{ ref: string }[]>(
        `select 'acme/repo-' || repo_id || '#' || number as ref ${listed(condition)}
       order by rank desc, repo_id desc, number desc limit 100`,
      );
      const first = await getFindings(ctx, findingListParams.parse({ q, limit: 50 }));
      const cursor = first.next_cursor;
      const next =
        cursor === null ? [] : (await getFindings(ctx, findingListParams.parse({ q, limit: 50, cursor }))).items;
      expect([...first.items, ...next].map((item) => item.ref)).toEqual(rows.map((row) => row.ref));
    },
  );

  it('is not read for what is new of privileges', async () => {
    expect(await buffersOf(() => findNewWeaknesses(sql, ctx.readScope, NOW, 100))).toBeLessThan(500);
  });
  it.each([
    {},
    { repo: 'acme/repo-7', severity: 'high' },
    { q: 'file-77' },
    { package: 'package-500' },
    { q: 'src' },
    { repo_q: 'repo-1' },
  ])('has facets without reading the findings: %j', async (params) => {
    expect(await buffersOf(() => getFindingFacets(ctx, findingFacetParams.parse(params)))).toBeLessThan(2 * GATHERED);
  });

  const firstOf = async (q: string, limit: number): Promise<number> => {
    const { filter } = await resolveFilter(ctx, findingListParams.parse({ q }));
    let count = 0;
    const buffers = await buffersOf(async () => {
      count = await countMatching(sql, ctx.readScope, filter, { narrow: false, limit });
    });
    expect(count).toBe(limit);
    return buffers;
  };

  it('looks up no place and no package where titles give enough', async () => {
    expect(await firstOf('package', 100)).toBeLessThan(500);
  });

  it('takes titles of a short word from the index of words, not every title from that of patterns', async () => {
    await firstOf('package 1', 100);
    const [{ text, values } = { text: '', values: [] }] = statements;
    const lines = await explain.unsafe<{ queryPlan: string }[]>(`explain ${text}`, values as never[]);
    const conditions = lines.map((line) => Object.values(line).join()).filter((line) => line.includes('Index Cond'));
    expect(conditions.join()).toContain('to_tsvector');
    expect(conditions.join()).not.toContain("'%1%'");
  });
});

/** Each of 5,000 findings, by an index. */
const FIVE = 7000;
/** All entries of the index by rule: 200,000 findings. */
const BY_RULE = 6000;

describe('findings grouped by rule', () => {
  it.each([
    [{}, BY_RULE],
    [{ state: 'open,fixed' }, BY_RULE],
    [{ severity: 'critical' }, BY_RULE],
    [{ repo: 'acme/repo-7' }, WALKED],
    [{ rule: 'rule.77' }, GATHERED],
    [{ q: 'file-77' }, GATHERED],
    [{ category: 'secret' }, GATHERED],
  ])('are counted by an index, on the first page and on the next: %j', async (params, bound) => {
    await expectPagesBelow(bound, (cursor) => getFindingGroups(ctx, findingGroupParams.parse({ ...params, cursor })));
  });
});

describe('a text, for a reader of five of two hundred repositories', () => {
  const few = (): Context => ({ ...ctx, readScope: { orgId: 1, repositories: [7, 8, 9, 10, 11], teams: [] } });

  it.each(['is', 'src', 'used variable', 'package-1234', 'nothing like this'])(
    'costs what these hold, however common it is elsewhere: %j',
    async (q) => {
      let [listed, grouped, counted]: number[] = [];
      const list = () => getFindings(few(), findingListParams.parse({ q }));
      const groups = () => getFindingGroups(few(), findingGroupParams.parse({ q }));
      const facets = () => getFindingFacets(few(), findingFacetParams.parse({ q }));
      expect(
        await buffersOf(async () => {
          listed = (await list()).total.value;
        }),
      ).toBeLessThan(FIVE);
      expect(
        await buffersOf(async () => {
          grouped = (await groups()).findings.value;
        }),
      ).toBeLessThan(FIVE);
      expect(
        await buffersOf(async () => {
          counted = (await facets()).total.value;
        }),
      ).toBeLessThan(2 * FIVE);
      expect([grouped, counted]).toEqual([listed, listed]);
    },
  );
});

describe('what an upload did to findings', () => {
  beforeAll(async () => {
    await explain`
      insert into finding_events (org_id, repo_id, at, finding_number, kind, upload)
      select 1, 1 + n % 20, ${NOW}::timestamptz - (n % 90) * interval '1 day', n, 'introduced', 1 + n % 90
      from generate_series(1, 200000) n`;
    // As autovacuum does behind many inserts.
    await explain.unsafe('vacuum analyze finding_events');
  }, 60_000);

  it('is read by the primary key of the one month it was processed in, whatever lies around', async () => {
    const processedAt = new Date(NOW.getTime() - 40 * 86_400_000);
    let found: { findingNumber: number }[] = [];
    const read = async (): Promise<void> => {
      found = await findUploadEvents(
        sql,
        { orgId: 1, repoId: 1 },
        { number: 41, processedAt },
        { after: 0, limit: 50 },
      );
    };
    expect(await buffersOf(read)).toBeLessThan(100);
    expect(found).toHaveLength(50);
    expect(new Set(found.map((event) => event.findingNumber % 180))).toEqual(new Set([40]));
  });

  it('is a list of findings, which reads no others', async () => {
    await explain`
      update uploads set processed_at = ${new Date(NOW.getTime() - 39 * 86_400_000)}
      where org_id = 1 and repo_id = 10 and number = 40`;
    const upload = encodeId('upload', { repoId: 10, number: 40 });
    const params = findingListParams.parse({ upload, change: 'introduced', state: FINDING_STATES.join() });
    let found: number[] = [];
    const read = async (): Promise<void> => {
      const { items, total } = await getFindings(ctx, params);
      found = items.map(({ number }) => number).sort((a, b) => a - b);
      expect(total).toEqual({ value: found.length, relation: 'exact' });
    };
    expect(await buffersOf(read)).toBeLessThan(1000);
    expect(found).toEqual([129, 309, 489, 669, 849]);
    expect(await buffersOf(() => getFindingFacets(ctx, findingFacetParams.parse(params)))).toBeLessThan(2000);
    const other = { ...params, change: ['fixed' as const] };
    expect((await getFindings(ctx, other)).items).toEqual([]);
  });
});

describe('the other reads of screens', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['today', () => getToday(ctx)],
    ['actions', () => getActions(ctx, actionListParams.parse({}))],
    ['actions of a lane', () => getActions(ctx, actionListParams.parse({ lane: 'by_value', repo: 'acme/repo-3' }))],
    ['actions by title', () => getActions(ctx, actionListParams.parse({ q: 'fix 77' }))],
    ['action on coverage', () => getAction(ctx, encodeId('coverage', { repoId: 7, number: 13 })).catch(() => null)],
    ['action', () => getAction(ctx, encodeId('action', { repoId: 7, number: 7 }))],
    ['repositories', () => getRepositories(ctx, repositoryListParams.parse({}))],
    ['repositories by name', () => getRepositories(ctx, repositoryListParams.parse({ sort: 'name', q: 'repo-1' }))],
    ['repositories without secrets', () => getRepositories(ctx, repositoryListParams.parse({ missing: 'secret' }))],
    ['repositories without dast', () => getRepositories(ctx, repositoryListParams.parse({ missing: 'dast' }))],
    ['repositories with old scans', () => getRepositories(ctx, repositoryListParams.parse({ stale: 'any' }))],
    ['repository', () => getRepository(ctx, 'acme/repo-7')],
    ['finding', () => getFinding(ctx, { repo: 'acme/repo-7', number: 77 })],
    ['uploads', () => getIngest(ctx, uploadListParams.parse({}))],
    ['held uploads', () => getIngest(ctx, uploadListParams.parse({ state: 'held', repo: 'acme/repo-7' }))],
    ['words of uploads', () => getUploadFacets(ctx)],
    ['a held upload', () => getUpload(ctx, encodeId('upload', { repoId: 7, number: 2 }))],
  ])('are served by indexes: %s', async (_name, read) => {
    expect(await buffersOf(read)).toBeLessThan(GATHERED);
  });

  it('leave out repositories whose scans are all fresh before they look at each category', async () => {
    expect(await buffersOf(() => getRepositories(ctx, repositoryListParams.parse({ stale: 'any' })))).toBeLessThan(
      7000,
    );
  });
});

describe('for somebody who sees a part', () => {
  const some = (count: number): Context => ({
    ...ctx,
    readScope: { orgId: 1, repositories: Array.from({ length: count }, (_, index) => index + 1) },
  });

  // Below and above FEW_REPOSITORIES, up to which each repository gets its own arm of the UNION.
  it.each([1, 3, 40, 150])('of %i repositories the reads are served by indexes all the same', async (count) => {
    const mine = some(count);
    const reads: [string, () => Promise<unknown>, number][] = [
      ['findings', () => getFindings(mine, findingListParams.parse({})), GATHERED],
      ['findings by date', () => getFindings(mine, findingListParams.parse({ sort: '-opened' })), GATHERED],
      ['findings by category', () => getFindings(mine, findingListParams.parse({ category: 'secret' })), GATHERED],
      ['findings by text', () => getFindings(mine, findingListParams.parse({ q: 'package-1234' })), GATHERED],
      ['facets', () => getFindingFacets(mine, findingListParams.parse({})), GATHERED],
      ['facets of a text', () => getFindingFacets(mine, findingListParams.parse({ q: 'file-77' })), GATHERED],
      ['today', () => getToday(mine), GATHERED],
      ['scopes', () => getScopes(mine, scopeListParams.parse({ q: 'repo' })), GATHERED],
      ['actions', () => getActions(mine, actionListParams.parse({})), GATHERED],
      ['repositories', () => getRepositories(mine, repositoryListParams.parse({})), GATHERED],
      ['uploads', () => getIngest(mine, uploadListParams.parse({})), GATHERED],
      ['held uploads', () => getIngest(mine, uploadListParams.parse({ state: 'held' })), GATHERED],
    ];
    for (const [name, read, bound] of reads) expect(await buffersOf(read), name).toBeLessThan(bound);
  });

  it('however many thousands of repositories they are', async () => {
    const many = some(20_000);
    const all = await getFindings(ctx, findingListParams.parse({}));
    expect((await getFindings(many, findingListParams.parse({}))).items).toEqual(all.items);
    expect(await buffersOf(() => getFindings(many, findingListParams.parse({})))).toBeLessThan(WALKED);
    expect(await buffersOf(() => getActions(many, actionListParams.parse({})))).toBeLessThan(GATHERED);
    expect(await buffersOf(() => getToday(many))).toBeLessThan(GATHERED);
  });
});
