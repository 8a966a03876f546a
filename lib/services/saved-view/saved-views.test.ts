import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { createViewBody, viewChange } from '#lib/contracts/saved-view.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { MOST_OWN_VIEWS } from '#lib/domain/saved-view/saved-view.ts';
import { getView, getViews } from '#lib/views/saved-view/get-views.ts';
import { type Harness, sarifOf, startHarness } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { removeUser } from '../user/remove-user.ts';
import { addMember } from '../user/testing.ts';
import { changeView } from './change-view.ts';
import { createView } from './create-view.ts';
import { deleteView } from './delete-view.ts';

let harness: Harness;
const people = new Map<Role, number>();

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  await harness.deliver({ repo: 'acme/web' }, sarifOf([]));
  await harness.deliver({ repo: 'acme/secret' }, sarifOf([]));
  for (const role of ['admin', 'security', 'developer', 'viewer'] as const) {
    const person = { email: `${role}@example.com`, name: role, role, passwordHash: 'chosen', now: harness.now() };
    people.set(role, (await addMember(harness.systemSql, { orgId: harness.ctx.orgId }, person)).id);
  }
});
afterAll(() => harness.close());

const as = (role: Role): Context => ({
  ...harness.ctx,
  principal: { kind: 'user', orgId: harness.ctx.orgId, role },
  userId: people.get(role) ?? null,
  credential: { kind: 'session', name: role, tokenId: null },
});
const save = (who: Context, name: string, more: object = {}) =>
  createView(who, createViewBody.parse({ screen: 'findings', name, search: 'severity=critical', ...more }));
const names = async (who: Context) =>
  (await getViews(who, { screen: 'findings' })).items.map(({ key, search }) => `${key}?${search}`);
const audited = async () =>
  (
    await harness.admin<{ verb: string }[]>`select verb from audit_entries where verb like 'view.%' order by sequence`
  ).map(({ verb }) => verb);

describe('a saved view', () => {
  it('is of its person alone, or of the organization; both may have one name', async () => {
    await save(as('viewer'), 'Mine');
    await save(as('security'), 'Mine', { shared: true, search: 'exploit=kev' });
    expect(await names(as('viewer'))).toEqual(['me/mine?severity=critical', 'mine?exploit=kev']);
    expect(await names(as('developer'))).toEqual(['mine?exploit=kev']);
  });

  it('is shared by those who may, and changed by nobody else', async () => {
    for (const role of ['viewer', 'developer'] as const) {
      await expect(save(as(role), 'For all', { shared: true })).rejects.toMatchObject({ code: 'forbidden' });
    }
    const id = await save(as('admin'), 'For all', { shared: true });
    await expect(changeView(as('developer'), id, { name: 'Other' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteView(as('viewer'), id)).rejects.toMatchObject({ code: 'forbidden' });
    const own = await save(as('developer'), 'Own');
    for (const role of ['admin', 'viewer'] as const) {
      await expect(changeView(as(role), own, { name: 'Taken' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(deleteView(as(role), own)).rejects.toMatchObject({ code: 'not_found' });
      await expect(getView(as(role), own)).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(changeView(as('developer'), own, { shared: true })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('has a name that no other of its kind has, whatever its letters', async () => {
    await save(as('security'), 'Kritisch, heute');
    await expect(save(as('security'), 'kritisch  HEUTE')).rejects.toMatchObject({
      code: 'conflict',
      fields: [{ path: 'name', message: 'is taken: you have a view of this name' }],
    });
    await save(as('viewer'), 'Kritisch, heute');
    const other = await save(as('security'), 'Another');
    await expect(changeView(as('security'), other, { name: 'Kritisch heute' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('holds only parameters that its screen has, each with a value that means something', async () => {
    const wrong = [
      ['severity=enormous', 'search.severity'],
      ['cursor=abc', 'search.cursor'],
      ['scope=team:a', 'search.scope'],
      ['columns=epss,nonsense', 'search.columns'],
      ['group=repo', 'search.group'],
    ];
    for (const [search, path] of wrong) {
      await expect(save(as('viewer'), 'Wrong', { search })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: [{ path: expect.stringContaining(path ?? '') }],
      });
    }
    const id = await save(as('viewer'), 'Right', { search: 'severity=high&severity=low&columns=due,epss&q=' });
    expect((await getView(as('viewer'), id)).search).toBe('columns=due%2Cepss&severity=high%2Clow');
  });

  it('gets another name, other parameters and other readers, with an entry in the log for what changed', async () => {
    const id = await save(as('security'), 'Draft');
    const before = (await audited()).length;
    await changeView(as('security'), id, viewChange.parse({ name: 'Draft' }));
    expect(await audited()).toHaveLength(before);
    await changeView(as('security'), id, viewChange.parse({ name: 'Final', search: 'severity=low', shared: true }));
    expect(await getView(as('viewer'), id)).toMatchObject({
      ...{ key: 'final', search: 'severity=low', shared: true, changed_by: 'security', may_change: false },
      address: '/findings?view=final',
    });
    await changeView(as('security'), id, { shared: false });
    await expect(getView(as('viewer'), id)).rejects.toMatchObject({ code: 'not_found' });
    await deleteView(as('security'), id);
    expect((await audited()).slice(before)).toEqual(['view.changed', 'view.changed', 'view.deleted']);
  });

  it('that is shared is not told of to those who do not see a repository that it names', async () => {
    await save(as('security'), 'Secret', { shared: true, search: 'repo=acme/web,acme/secret' });
    const [row] = await harness.admin<{ id: number }[]>`select id from repositories where slug = 'acme/web'`;
    const part = { ...as('developer'), readScope: narrowed(harness.ctx.readScope, [row?.id ?? 0]) };
    expect(await names(part)).not.toContainEqual(expect.stringContaining('secret'));
    expect(await names(part)).toContain('mine?exploit=kev');
    expect(await names(as('developer'))).toContainEqual(expect.stringContaining('secret'));
  });

  it('is one of so many at most, and goes with its person', async () => {
    const have = (await names(as('viewer'))).filter((name) => name.startsWith('me/')).length;
    for (let count = have; count < MOST_OWN_VIEWS; count++) await save(as('viewer'), `Number ${count}`);
    await expect(save(as('viewer'), 'One more')).rejects.toMatchObject({ code: 'conflict' });
    await removeUser(as('admin'), people.get('viewer') ?? 0);
    const left = await harness.admin`select 1 from saved_views where owner_id = ${people.get('viewer') ?? 0}`;
    expect(left).toEqual([]);
  });
});
