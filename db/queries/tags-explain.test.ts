import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { findingFacetParams, findingListParams } from '#lib/contracts/finding.ts';
import { encodeId } from '#lib/ids.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { LARGE, type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import type { Sql } from '../client.ts';
import { explainReads } from '../testing-explain.ts';

const NOW = new Date('2026-03-02T09:00:00Z');

let world: LargeWorld;
let ctx: Context;
let sql: Sql;
beforeAll(async () => {
  world = await openLargeWorld(LARGE, NOW);
  ({ ctx, sql } = world);
}, 240_000);
afterAll(() => world?.close());

describe('tags among 200,000 findings', () => {
  const openWith = (condition: string): string =>
    `from findings f join finding_tags t using (org_id, repo_id) where t.finding_number = f.number
     and f.state = 'open' and f.repo_id % 50 <> 0 and (${condition})`;

  it.each([
    [{ tag: 'rare' }, `t.tag = 'rare'`],
    [{ tag: 'rare', severity: 'low' }, `t.tag = 'rare' and f.severity = 1`],
    [{ tag: 'common,rare', severity: 'low', category: 'sast' }, `f.severity = 1 and f.category = 'sast'`],
  ])('are on the findings that looking at each would give: %j', async (params, condition) => {
    const rows = await sql.unsafe<{ ref: string }[]>(
      `select distinct 'acme/repo-' || f.repo_id || '#' || f.number as ref, f.rank, f.repo_id, f.number ${openWith(condition)}
       order by f.rank desc, f.repo_id desc, f.number desc`,
    );
    const { items, total } = await getFindings(ctx, findingListParams.parse(params));
    expect(items.map(({ ref }) => ref)).toEqual(rows.slice(0, items.length).map(({ ref }) => ref));
    expect(total).toEqual({ value: rows.length, relation: 'exact' });
  });

  it('are counted of an action, however many others lie before its repository', async () => {
    const action = encodeId('action', { repoId: 199, number: 7 });
    const rows = await sql.unsafe<{ value: string; count: number }[]>(
      `select t.tag as value, count(*)::int as count ${openWith('f.repo_id = 199 and f.action_number = 7')}
       group by 1 order by 2 desc`,
    );
    expect(rows.length).toBeGreaterThan(0);
    const { tag } = await getFindingFacets(ctx, findingFacetParams.parse({ action }));
    expect(tag.map(({ value, count }) => ({ value, count }))).toEqual(rows);
  });
});

describe('facets of tags among 200,000 findings', () => {
  it.each([{}, { tag: 'common' }, { q: 'file-77' }, { severity: 'low' }])(
    'look at the findings of a repository at once: %j',
    async (params) => {
      const { noted } = await world.explained(() => getFindingFacets(ctx, findingFacetParams.parse(params)));
      const ofTags = noted.filter(({ text }) => text.includes('group by tagged.tag'));
      expect(ofTags).toHaveLength(1);
      // Ten thousand findings one by one would be forty thousand pages.
      expect((await explainReads(world.explain.boundTo(1), ofTags)).buffers).toBeLessThan(8000);
    },
  );
});
