import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { recount } from '../recount.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from './read/in-process.ts';

let harness: Harness;
const repo = 'acme/web';

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

/** Vulnerabilities of CycloneDX, each of a package of its own, with the ratings given. */
const bom = (ratings: Record<string, object[]>) =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: { tools: [{ name: 'some-analyser' }] },
    components: Object.keys(ratings).map((name) => ({
      type: 'library',
      name,
      version: '1.0.0',
      purl: `pkg:npm/${name}@1.0.0`,
      'bom-ref': name,
    })),
    vulnerabilities: Object.entries(ratings).map(([name, list], index) => ({
      id: `CVE-2031-${50_000 + index}`,
      ratings: list,
      affects: [{ ref: name }],
    })),
  });

const facetsOf = async () => {
  const facets = await getFindingFacets(harness.ctx, findingListParams.parse({ q: 'pkg' }));
  return facets.severity.map(({ value, count }) => [value, count]);
};

describe('a severity that no source states', () => {
  it('is unknown in the list, the detail, facets and counts, and stands below medium', async () => {
    const given = { 'pkg-low': [{ severity: 'low' }], 'pkg-none': [], 'pkg-mid': [{ severity: 'medium' }] };
    await harness.deliver({ repo }, bom(given));
    const list = await getFindings(harness.ctx, findingListParams.parse({}));
    expect(list.items.map((row) => [row.package, row.severity])).toEqual([
      ['pkg-mid', 'medium'],
      ['pkg-none', 'unknown'],
      ['pkg-low', 'low'],
    ]);
    const only = await getFindings(harness.ctx, findingListParams.parse({ severity: 'unknown' }));
    expect(only.items.map((row) => row.package)).toEqual(['pkg-none']);
    expect(only.total).toEqual({ value: 1, relation: 'exact' });
    const [row] = only.items;
    expect(row?.due_at).toBe(list.items[0]?.due_at);
    expect((await getFinding(harness.ctx, { id: row?.id ?? '' })).evidence[0]?.severity).toBe('unknown');
    expect(await facetsOf()).toEqual([
      ['medium', 1],
      ['unknown', 1],
      ['low', 1],
    ]);
    const open = { critical: 0, high: 0, medium: 1, unknown: 1, low: 1, info: 0 };
    expect((await getToday(harness.ctx)).open).toEqual(open);
    const view = await getRepository(harness.ctx, repo);
    expect(view.repository.open).toEqual(open);
    expect(view.trend.at(-1)?.open).toEqual(open);
    expect((await recount(harness.sql)).differences).toEqual([]);
  });

  it('costs points as medium does', async () => {
    const scored = async (name: string, list: object[]) => {
      await harness.deliver({ repo: name }, bom({ [`pkg-${name.slice(5)}`]: list }));
      return (await getRepository(harness.ctx, name)).score.score;
    };
    const medium = await scored('acme/medium', [{ severity: 'medium' }]);
    expect(await scored('acme/unknown', [])).toBe(medium);
    expect(await scored('acme/low', [{ severity: 'low' }])).not.toBe(medium);
  });

  it('gives way to any stream that states one, and comes back when that one is gone', async () => {
    const severity = async () => (await getFinding(harness.ctx, { repo: 'acme/two', number: 1 })).finding.severity;
    await harness.deliver({ repo: 'acme/two', pipeline: 'a' }, bom({ pkg: [] }));
    expect(await severity()).toBe('unknown');
    tick(harness, 1);
    await harness.deliver({ repo: 'acme/two', pipeline: 'b' }, bom({ pkg: [{ severity: 'info' }] }));
    expect(await severity()).toBe('info');
    tick(harness, 1);
    await harness.deliver({ repo: 'acme/two', pipeline: 'b' }, bom({ other: [{ severity: 'low' }] }));
    expect(await severity()).toBe('unknown');
    expect((await recount(harness.sql)).differences).toEqual([]);
  });
});
