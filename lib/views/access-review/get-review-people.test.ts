import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { personOf } from '#lib/services/access-review/testing.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { type Harness, startHarness } from '#lib/services/testing.ts';
import { getReviewPeople } from './get-review-people.ts';

let harness: Harness;
let rosa: Context & { userId: number };
let kim: Context & { userId: number };

beforeAll(async () => {
  harness = await startHarness();
  rosa = await personOf(harness, 'rosa', 'security');
  kim = await personOf(harness, 'kim', 'developer');
  for (const name of ['ben', 'kimberly', 'lou']) await personOf(harness, name, 'developer');
});
afterAll(() => harness?.close());

const names = async (ctx: Context, q: string): Promise<string[]> =>
  (await getReviewPeople(ctx, { q })).items.map(({ name, email }) => (email === null ? name : `${name} ${email}`));

describe('people who can be asked in a review', () => {
  it('are found by a part of the name or address, in the order of names', async () => {
    expect(await names(rosa, ' KIM ')).toEqual(['kim', 'kimberly']);
    expect(await names(rosa, '@acme.test')).toEqual(['ben', 'kim', 'kimberly', 'lou', 'rosa']);
  });

  it('are teammates and who runs reviews, for somebody who sees only what is their teams’', async () => {
    const { slug } = await createTeam(harness.ctx, { name: 'Web' });
    const [team] = await harness.admin<{ id: number }[]>`select id from teams where slug = ${slug}`;
    const [ben] = (await getReviewPeople(rosa, { q: 'ben' })).items;
    await changeMembers(harness.ctx, slug, { add: [kim.userId, ben?.id ?? 0], remove: [] });
    const bound = { ...kim, readScope: { ...kim.readScope, repositories: [], teams: [team?.id ?? 0] } };
    expect(await names(bound, '@acme.test')).toEqual(['ben', 'kim', 'rosa']);
    expect(await names({ ...bound, readScope: { ...bound.readScope, teams: [] } }, '@acme.test')).toEqual(['rosa']);
  });

  it('are told apart by their addresses where two have one name', async () => {
    await harness.admin`update users set name = 'Lou' where name in ('lou', 'ben')`;
    expect(await names(rosa, 'lou')).toEqual(['Lou ben@acme.test', 'Lou lou@acme.test']);
  });
});
