import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { findingFacetParams, findingListParams } from '#lib/contracts/finding.ts';
import { bulkTagBody } from '#lib/contracts/finding-bulk.ts';
import { tagChange } from '#lib/contracts/finding-people.ts';
import { MAX_ORGANIZATION_TAGS, MAX_TAGS } from '#lib/domain/finding/tag.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getTags } from '#lib/views/finding/get-tags.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { changeTags } from './change-tags.ts';
import { tagInBulk } from './tag-in-bulk.ts';

let harness: Harness;
let ctx: Context;

const result = (rule: string): FakeResult => ({ rule, file: `src/${rule}.ts`, line: 3, code: `use(${rule})` });

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  ({ ctx } = harness);
  await harness.deliver({ repo: 'acme/web' }, sarifOf(['a', 'b', 'c'].map(result)));
  await harness.deliver({ repo: 'acme/api' }, sarifOf(['a', 'b'].map(result)));
});
afterAll(() => harness.close());

async function idOf(rule: string, repo = 'acme/web'): Promise<string> {
  const [found] = (await getFindings(ctx, findingListParams.parse({ rule, repo }))).items;
  return found?.id ?? '';
}

async function tag(id: string, change: object): Promise<readonly string[]> {
  tick(harness, 1);
  await changeTags(ctx, id, tagChange.parse(change));
  return (await getFinding(ctx, { id })).finding.tags;
}

async function inBulk(body: object) {
  tick(harness, 1);
  const { batch: _batch, ...done } = await tagInBulk(ctx, bulkTagBody.parse(body));
  return done;
}

const listed = async (params: object) =>
  (await getFindings(ctx, findingListParams.parse(params))).items.map(
    ({ ref, rule }) => `${ref.split('#')[0]} ${rule}`,
  );

describe('tags', () => {
  it('are put on a finding and taken off, in one spelling, once each, with history', async () => {
    const id = await idOf('a');
    expect(await tag(id, { add: ['Needs Design', 'q3'] })).toEqual(['needs-design', 'q3']);
    expect(await tag(id, { add: ['needs-design'], remove: ['Q3', 'never-there'] })).toEqual(['needs-design']);
    const { timeline } = await getFinding(ctx, { id });
    expect(timeline.map(({ text }) => text)).toEqual(['Tag taken off: q3', 'Tagged: needs-design, q3', 'Introduced']);
    const entries = await harness.admin`select detail from audit_entries where verb = 'finding.tags_changed'`;
    expect(entries).toHaveLength(2);
    // What changes nothing is no event.
    await tag(id, { add: ['needs-design'] });
    expect((await getFinding(ctx, { id })).timeline).toHaveLength(3);
    await tag(id, { remove: ['needs-design'] });
  });

  it('are put on all that a filter finds, and taken off again', async () => {
    const filter = { rule: 'a' };
    expect(await inBulk({ filter, add: ['sprint-9'] })).toEqual({ findings: 2, changed: 2 });
    expect(await inBulk({ filter: { repo: ['acme/web'] }, add: ['sprint-9'] })).toEqual({ findings: 3, changed: 2 });
    expect((await listed({ tag: 'sprint-9' })).sort()).toEqual([
      'acme/api a',
      'acme/web a',
      'acme/web b',
      'acme/web c',
    ]);
    expect(await listed({ tag: 'Sprint-9', repo: 'acme/api' })).toEqual(['acme/api a']);
    expect(await listed({ tag: 'sprint-9', rule: 'b' })).toEqual(['acme/web b']);
    const facets = await getFindingFacets(ctx, findingFacetParams.parse({ rule: 'a', tag: 'other' }));
    expect(facets.tag).toEqual([
      { value: 'sprint-9', label: 'sprint-9', count: 2, selected: false },
      { value: 'other', label: 'other', count: 0, selected: true },
    ]);
    const ofWeb = { ...ctx, readScope: { ...ctx.readScope, repositories: [1] } };
    expect(await getTags(ofWeb, {})).toEqual({ items: [{ tag: 'sprint-9', count: 3 }] });
    expect(await getTags(ctx, { q: 'PRINT' })).toEqual({ items: [{ tag: 'sprint-9', count: 4 }] });
    expect(await getTags(ctx, { q: 'x%' })).toEqual({ items: [] });
    expect(await inBulk({ filter: { tag: ['sprint-9'] }, remove: ['sprint-9'] })).toEqual({ findings: 4, changed: 4 });
    expect(await listed({ tag: 'sprint-9' })).toEqual([]);
  });

  it('are at most so many, and nothing of a change that would be more is kept', async () => {
    const id = await idOf('b');
    const many = Array.from({ length: MAX_TAGS }, (_, index) => `t${index}`);
    expect(await tag(id, { add: many })).toHaveLength(MAX_TAGS);
    await expect(inBulk({ filter: { repo: ['acme/web'] }, add: ['one-more'] })).rejects.toMatchObject({
      code: 'invalid_input',
      sentence: expect.stringContaining('acme/web#'),
    });
    expect(await listed({ tag: 'one-more' })).toEqual([]);
    // Where one goes, another one has room.
    expect(await tag(id, { add: ['one-more'], remove: ['t0'] })).toContain('one-more');
    await harness.admin`delete from finding_tags`;
    await harness.admin`
      insert into finding_tags select 1, 1, 1, 'word-' || n, ${harness.now()}::timestamptz from generate_series(1, ${MAX_ORGANIZATION_TAGS}) n`;
    await expect(tag(id, { add: ['new-word'] })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await tag(id, { add: ['word-7'] })).toEqual(['word-7']);
    await harness.admin`delete from finding_tags`;
  });

  it('are none of a finding that the caller does not see, or may not work on', async () => {
    const id = await idOf('a', 'acme/api');
    const ofWeb = { ...ctx, readScope: { ...ctx.readScope, repositories: [1] } };
    await expect(changeTags(ofWeb, id, tagChange.parse({ add: ['x'] }))).rejects.toMatchObject({ code: 'not_found' });
    const viewer: Context = { ...ctx, principal: { kind: 'user', orgId: ctx.orgId, role: 'viewer' } };
    await expect(changeTags(viewer, id, tagChange.parse({ add: ['x'] }))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(tagInBulk(viewer, bulkTagBody.parse({ filter: {}, add: ['x'] }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('are no text that is none', () => {
    for (const bad of ['', 'a,b', '<script>', 'x'.repeat(41)]) {
      expect(tagChange.safeParse({ add: [bad] }).success).toBe(false);
    }
    expect(tagChange.safeParse({ add: [], remove: [] }).success).toBe(false);
  });
});
