import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { soundInventory } from '#lib/inventories/github/testing.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { send } from './testing.ts';

let harness: Harness;
const of = (repo: string, data: unknown) => ({ repo, status: 'ok', data });

/** Two repositories that nobody protects, one of which has an environment that nobody guards. */
function document() {
  const sound = soundInventory('Acme');
  const [web, longer] = ['Acme/Web', 'Acme/Web-Api'];
  const open = { status: 'ok', data: [of(web, []), of(longer, [])] };
  const production = { id: 61, name: 'production', protection_rules: [], deployment_branch_policy: null };
  const repositories = [web, longer].map((full_name, at) => ({
    ...{ id: 41 + at, full_name, visibility: 'public', archived: false },
  }));
  return {
    ...sound,
    collected_at: harness.clock.now.toISOString(),
    sections: {
      ...sound.sections,
      repositories: { status: 'ok', data: repositories },
      ...{ branch_rules: open, rulesets: open },
      branch_protection: { status: 'ok', data: [of(web, null), of(longer, null)] },
      environments: { status: 'ok', data: [of(web, { total_count: 1, environments: [production] })] },
    },
  };
}

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  for (const repo of ['acme/web', 'acme/web-api', 'acme/else']) {
    const code = { rule: 'r', file: 'acme/web.ts', line: 1, code: 'call();' };
    await harness.deliver({ repo }, sarifOf([code]));
  }
  expect((await send(harness, document(), { system: 'Acme' })).upload).toMatchObject({ state: 'processed' });
});
afterAll(() => harness.close());

async function resources(params: object): Promise<string[]> {
  const { items, total } = await getFindings(harness.ctx, findingListParams.parse({ limit: 200, ...params }));
  expect(total).toEqual({ value: items.length, relation: 'exact' });
  const rows = await harness.sql<{ url: string; resource: string }[]>`
    select r.full_name || '#' || e.finding_number as url, e.record ->> 'resource' as resource
    from evidence e join repositories r on r.id = e.repo_id`;
  const named = new Map(rows.map(({ url, resource }) => [url, resource]));
  return items.map(({ ref }) => named.get(ref) ?? '');
}

describe('findings about rights of a repository', () => {
  it('are those on it and on what is in it, whatever the case of its name, and no other that begins alike', async () => {
    const about = await resources({ about: 'acme/web' });
    expect(new Set(about)).toEqual(new Set(['Acme/Web', 'Acme/Web production']));
    expect(new Set(await resources({ about: 'acme/web-api' }))).toEqual(new Set(['Acme/Web-Api']));
    expect(await resources({ about: 'acme/else' })).toEqual([]);
    // A text finds the longer name too.
    const text = await resources({ q: 'acme/web', category: 'privilege' });
    expect(text.length).toBeGreaterThan(about.length);
  });

  it('are counted as they are listed, also beside other filters', async () => {
    const about = await resources({ about: 'acme/web' });
    expect(await resources({ about: 'acme/web', category: 'privilege' })).toEqual(about);
    expect(await resources({ about: 'acme/web', category: 'sast' })).toEqual([]);
    expect(await resources({ about: 'acme/web', repo: 'github/acme' })).toEqual(about);
    expect(await resources({ about: 'acme/web', repo: 'acme/web' })).toEqual([]);
    const facets = await getFindingFacets(harness.ctx, findingListParams.parse({ about: 'acme/web' }));
    expect(facets.category.map(({ value, count }) => [value, count])).toContainEqual(['privilege', about.length]);
  });

  it('of one that is not there are a mistake', async () => {
    await expect(resources({ about: 'acme/none' })).rejects.toThrow('There is no repository acme/none.');
  });
});
