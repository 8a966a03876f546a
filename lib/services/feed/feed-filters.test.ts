import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkPreviewBody } from '#lib/contracts/exception-bulk.ts';
import { findingExportParams } from '#lib/contracts/export.ts';
import {
  type FindingListParams,
  findingFacetParams,
  findingGroupParams,
  findingListParams,
} from '#lib/contracts/finding.ts';
import { createViewBody } from '#lib/contracts/saved-view.ts';
import { findingPages } from '#lib/views/export/finding-pages.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindingGroups } from '#lib/views/finding/get-finding-groups.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { bomOf } from '../advisory/testing.ts';
import { previewBulk } from '../exception/preview-bulk.ts';
import { createView } from '../saved-view/create-view.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { addMember } from '../user/testing.ts';
import { learnOsvNames } from './learn-osv-names.ts';
import { cveOf, epssOf, kevOf, osvOf, sendFeed } from './testing.ts';

let harness: Harness;
/** By number of the CVE: what EPSS says; 5 and 6 are in KEV, EPSS does not know 6 and 8. */
const EPSS = [
  [1, 0.004],
  [2, 0.05],
  [3, 0.25],
  [4, 0.5],
  [5, 0.9],
  [7, 0.1],
] as const;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await sendFeed(harness, 'kev', kevOf('2026-03-01', [5, 6]));
  await sendFeed(harness, 'epss', epssOf('2026-03-01', EPSS));
  // A malicious package whose problem has a CVE too, which EPSS scores and KEV lists.
  const { id: load } = await sendFeed(harness, 'osv', osvOf([{ id: 'MAL-2031-5', aliases: [cveOf(5)] }]));
  await learnOsvNames(harness, { orgId: harness.ctx.orgId, load });
  tick(harness, 1);
  const named = [1, 2, 3, 4, 5, 6, 7, 8].map((cve) => ({ id: cveOf(cve), package: `package-${cve}` }));
  await harness.deliver({ repo: 'acme/web', pipeline: 'tool' }, bomOf(named, 'tool', 1));
  await harness.deliver({ repo: 'acme/web' }, sarifOf([{ rule: 'eval', file: 'a.ts', line: 1, code: 'eval(x)' }]));
});
afterAll(() => harness.close());

const params = (query: Record<string, unknown>): FindingListParams => findingListParams.parse(query);
async function found(query: Record<string, unknown>): Promise<number[]> {
  const { items, total } = await getFindings(harness.ctx, params(query));
  expect(total).toEqual({ value: items.length, relation: 'exact' });
  return items.map(({ advisory }) => Number(advisory?.slice(-4) ?? 0)).sort((a, b) => a - b);
}

describe('the least EPSS', () => {
  it.each([
    ['0', [1, 2, 3, 4, 5, 7]],
    ['0.004', [1, 2, 3, 4, 5, 7]],
    ['0.005', [2, 3, 4, 5, 7]],
    ['0.1', [3, 4, 5, 7]],
    ['0.25', [3, 4, 5]],
    ['0.26', [4, 5]],
    ['0.5', [4, 5]],
    ['0.51', [5]],
    ['0.9', [5]],
    ['0.91', []],
    ['1', []],
  ])('of %s finds what EPSS says is at least so likely', async (epss_min, cves) => {
    expect(await found({ epss_min })).toEqual(cves);
  });

  it('is read as it is written, and nothing else is one', () => {
    expect(params({ epss_min: '0.10' }).epss_min).toBe(0.1);
    expect(params({ epss_min: 0.1 }).epss_min).toBe(0.1);
    for (const epss_min of ['1.1', '-0.1', '10', '1e-1', '', 'NaN', 1.01]) {
      expect(findingListParams.safeParse({ epss_min }).success).toBe(false);
    }
  });
});

describe('KEV', () => {
  it('lists some, and not the others, code among them', async () => {
    expect(await found({ kev: 'true' })).toEqual([5, 6]);
    expect(await found({ kev: 'false' })).toEqual([0, 1, 2, 3, 4, 7, 8]);
    expect(params({ kev: true }).kev).toBe('true');
    expect(findingListParams.safeParse({ kev: 'maybe' }).success).toBe(false);
  });

  it('and other filters hold together', async () => {
    expect(await found({ kev: 'true', epss_min: '0.1' })).toEqual([5]);
    expect(await found({ kev: 'false', epss_min: '0.1' })).toEqual([3, 4, 7]);
    expect(await found({ exploit: 'malicious', kev: 'true' })).toEqual([5]);
    expect(await found({ exploit: 'malicious', kev: 'false' })).toEqual([]);
    expect(await found({ exploit: 'epss10', epss_min: '0.2' })).toEqual([3]);
    expect(await found({ exploit: 'epss1', epss_min: '0.2' })).toEqual([]);
    expect(await found({ epss_min: '0.1', category: 'sast' })).toEqual([]);
    for (const sort of ['-exploit', '-opened', 'opened']) {
      expect(await found({ epss_min: '0.26', sort })).toEqual([4, 5]);
    }
  });
});

describe('what else takes the filters of findings', () => {
  it('takes these: facets, groups, exports, decisions in bulk, saved views', async () => {
    const { ctx } = harness;
    const facets = await getFindingFacets(ctx, findingFacetParams.parse({ epss_min: '0.1' }));
    expect(facets.total).toEqual({ value: 4, relation: 'exact' });
    expect(facets.exploit.map(({ value, count }) => [value, count])).toEqual([
      ['malicious', 1],
      ['epss50', 1],
      ['epss10', 2],
    ]);
    const groups = await getFindingGroups(ctx, findingGroupParams.parse({ epss_min: '0.26' }));
    expect(groups.findings.value).toBe(2);
    const pages = findingPages(ctx, findingExportParams.parse({ format: 'csv', kev: 'false', epss_min: '0.1' }));
    const exported: (string | null)[] = [];
    for await (const rows of pages) exported.push(...rows.map(({ advisory }) => advisory));
    expect(exported.sort()).toEqual([cveOf(3), cveOf(4), cveOf(7)]);
    const bulk = bulkPreviewBody.parse({ kind: 'false_positive', filter: { epss_min: 0.26, kev: false } });
    expect(await previewBulk(ctx, bulk)).toMatchObject({ findings: 1 });
    const view = createViewBody.parse({ screen: 'findings', name: 'Likely', search: 'epss_min=0.1&kev=false' });
    const person = {
      email: 'ada@example.com',
      name: 'Ada',
      role: 'admin',
      passwordHash: null,
      now: harness.now(),
    } as const;
    const { id: userId } = await addMember(harness.systemSql, ctx, person);
    const credential = { kind: 'session', name: 'Ada', tokenId: null } as const;
    const principal = { kind: 'user', orgId: ctx.orgId, role: 'admin' } as const;
    const who = { ...ctx, principal, userId, credential };
    expect(await createView(who, view)).toBeGreaterThan(0);
    const wrong = createViewBody.parse({ screen: 'findings', name: 'Wrong', search: 'epss_min=2' });
    await expect(createView(who, wrong)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
