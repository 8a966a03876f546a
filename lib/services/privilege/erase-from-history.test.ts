import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPathTexts } from '#db/queries/privilege-erasures.ts';
import { inTransaction } from '#db/transaction.ts';
import { changeListParams, principalListParams } from '#lib/contracts/privilege.ts';
import { about, accessInventory, type Data, person, REPO } from '#lib/inventories/github/access/testing.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';
import { getPrincipals } from '#lib/views/privilege/get-principals.ts';
import { closeReview } from '../access-review/close-review.ts';
import { beginReview, personOf } from '../access-review/testing.ts';
import { findPaths } from '../path/find-paths.ts';
import { recount } from '../recount.ts';
import { addRepository } from '../repository/add-repository.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { removeUser } from '../user/remove-user.ts';

let harness: Harness;
let scope = { orgId: 0, repoId: 0 };
let rosa: Awaited<ReturnType<typeof personOf>>;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const of = { fullName: 'github/acme', defaultBranch: 'current', demo: false, kind: 'system' as const };
  const { orgId, clock, sql } = { ...harness, orgId: harness.ctx.orgId };
  const { id } = await inTransaction(sql, (tx) => addRepository(tx, { orgId }, { ...of, now: clock.now }));
  scope = { orgId, repoId: id };
});
afterAll(() => harness.close());

const ADMIN = { permissions: { admin: true, push: true } };
const TOKEN: Data = {
  ...{ id: 101, owner: person('ines', 12), repository_selection: 'selected', token_name: 'laptop' },
  ...{ permissions: { repository: { contents: 'write' } }, access_granted_at: '2026-01-01T00:00:00Z' },
};

/** An inventory in which only these are members, and administrators of the repository. */
async function day(number: number, people: Data[], more: Record<string, Data[]> = {}): Promise<void> {
  tick(harness, 24 * 60);
  const change = {
    members: [person('rosa', 11), ...people],
    collaborators: [
      about(
        REPO,
        people.map((each) => ({ ...each, ...ADMIN })),
      ),
    ],
    team_members: [{ team: 'platform', data: [] }],
    ...more,
  };
  const params = { repo: 'github/acme', pipeline: 'inventory', scanner: 'plumbline-github' };
  const upload = await harness.deliver(params, accessInventory(`2026-03-0${number}T06:00:00Z`, change));
  expect(upload.state, upload.reason ?? '').toBe('processed');
}

/** All that history and reviews say, as text. */
async function said(): Promise<string> {
  const rows = await harness.admin<{ text: string }[]>`
    select coalesce(string_agg(t::text, ' '), '') as text from (
      select p::text as t from privilege_principals p union all select g::text from privilege_grants g
      union all select m::text from privilege_memberships m union all select c::text from privilege_changes c
      union all select s::text from privilege_path_sets s union all select p::text from privilege_paths p
      union all select c::text from privilege_path_changes c union all select i::text from access_review_items i) all_of`;
  return rows[0]?.text ?? '';
}

/** A document of the review, of what it says now. */
const drawn = (review: number) => harness.admin`
  insert into access_review_documents (org_id, review, content, sha256, bytes, drawn_at)
  values (${scope.orgId}, ${review}, ''::bytea, ''::bytea, ''::bytea, ${harness.now()})`;

const present = async (): Promise<string[]> => {
  const { items } = await getPrincipals(harness.ctx, principalListParams.parse({ kind: 'human' }));
  return items.map(({ name }) => name).sort();
};
const whoChanged = async (): Promise<string[]> => {
  const { items } = await getChanges(harness.ctx, changeListParams.parse({ limit: '50' }));
  return items.map(
    ({ snapshot, way, principal, resource }) => `${snapshot} ${way} ${principal.name} ${resource?.name}`,
  );
};
const counts = () => harness.sql`
  select number, principals, grants, memberships, changes from privilege_snapshots order by number`;

it('somebody who is removed has no name in the history of who could do what, and counts stay; who is still there is', async () => {
  rosa = await personOf(harness, 'rosa', 'admin');
  const [tomas, ines] = [await personOf(harness, 'to.mas', 'security'), await personOf(harness, 'ines', 'security')];
  await day(1, [person('ines', 12), person('to-mas', 13)], { personal_access_tokens: [TOKEN] });
  await findPaths(harness, scope);
  const due = new Date(harness.now().getTime() + 30 * 86_400_000);
  const review = await beginReview(rosa, { people: [rosa.userId, ines.userId], escalateTo: rosa.userId, due });
  await closeReview(rosa, review, { note: 'nobody was asked', undecided: 'record' });

  await day(2, [person('ines', 12)], { personal_access_tokens: [TOKEN] });
  await findPaths(harness, scope);
  expect(await said()).toContain('to-mas');
  expect(await whoChanged()).toContain('2 lost to-mas acme/web');
  const before = { counts: await counts(), changes: (await whoChanged()).length };
  await removeUser(harness.ctx, tomas.userId);
  // Neither what GitHub calls him nor its number for him.
  expect(await said()).not.toMatch(/to-mas|user:13\b/);
  expect(await whoChanged()).toContain('2 lost Removed person acme/web');
  expect({ counts: await counts(), changes: (await whoChanged()).length }).toEqual(before);
  expect(await present()).toEqual(['ines', 'rosa']);

  await removeUser(harness.ctx, ines.userId);
  expect(await present()).toEqual(['ines', 'rosa']);
  const reviewed = await harness.sql<{ name: string; owner: string | null }[]>`
    select principal_name as name, principal_owner as owner from access_review_items order by number`;
  expect(reviewed.map(({ name }) => name)).not.toContain('ines');
  expect(reviewed).toContainEqual({ name: 'laptop', owner: 'Removed person' });
  expect(reviewed.map(({ name }) => name)).toContain('rosa');
  expect(await recount(harness.sql)).toEqual({ differences: [] });
});

it('whom the next inventory no longer tells of has no name from then on; who comes back is somebody new', async () => {
  const kim = await personOf(harness, 'kim', 'security');
  const due = new Date(harness.now().getTime() + 30 * 86_400_000);
  const review = await beginReview(rosa, { people: [rosa.userId, kim.userId], escalateTo: rosa.userId, due });
  const named =
    await harness.sql`select 1 from access_review_items where review = ${review} and principal_name = 'ines'`;
  expect(named).not.toHaveLength(0);
  for (const each of [review, review - 1]) await drawn(each);
  await day(3, []);
  // The other one says what it said: it had no name any more.
  expect(await harness.admin`select review from access_review_documents`).toEqual([{ review: review - 1 }]);
  await findPaths(harness, scope);
  expect(await present()).toEqual(['rosa']);
  expect(await said()).not.toMatch(/\bines\b|user:12\b/);
  const gone = await harness.sql<{ number: number }[]>`
    select distinct number from privilege_principals where name = 'Removed person' order by number`;
  expect(gone).toHaveLength(2);
  expect(await harness.sql`select 1 from privilege_erasures`).toHaveLength(0);

  await day(4, [person('ines', 12)]);
  expect(await present()).toEqual(['ines', 'rosa']);
  const [back] = await harness.sql<{ number: number }[]>`
    select number from privilege_principals where name = 'ines'`;
  expect(gone.map(({ number }) => number)).not.toContain(back?.number);
  expect(await whoChanged()).toEqual(
    expect.arrayContaining([
      '4 gained ines acme/web',
      '3 lost Removed person acme/web',
      '2 lost Removed person acme/web',
    ]),
  );
  expect(await recount(harness.sql)).toEqual({ differences: [] });
});

it('leaves an account alone that might as well be somebody else’s', async () => {
  const one = await personOf(harness, 'rosa.', 'viewer');
  await removeUser(harness.ctx, one.userId);
  expect(await harness.sql`select 1 from privilege_erasures`).toHaveLength(0);
  await day(5, []);
  expect(await present()).toEqual(['rosa']);
  expect(await said()).toContain('rosa');
});

it('finds names that JSON writes differently, and nothing by a name that is none', async () => {
  const people = { count: 1, sample: [{ kind: 'person', id: 'x', name: 'ACME\\kim "K"' }] };
  const [changed] = await harness.admin<{ id: number }[]>`
    update privilege_path_changes set people = ${harness.admin.json(people)}
    where id = (select min(id) from privilege_path_changes) returning id`;
  const found = await findPathTexts(harness.sql, scope, ['', 'ACME\\kim "K"']);
  expect(found.map(({ table, id }) => [table, id])).toEqual([['change', changed?.id]]);
});
