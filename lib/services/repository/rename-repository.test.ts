import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getRepository } from '#lib/views/repository/get-repository.ts';
import { recount } from '../recount.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { changeRepository } from './change-repository.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const problems = (...names: string[]) =>
  sarifOf(names.map((name) => ({ rule: 'r', file: `${name}.ts`, line: 1, code: `call(${name});` })));

let commits = 0;
async function deliver(repo: string, ...names: string[]) {
  tick(harness, 1);
  commits += 1;
  return harness.deliver({ repo, commit: `${commits}`.padStart(8, '0') }, problems(...names));
}

const rename = (from: string, name: string) => changeRepository(harness.ctx, from, { name });
const view = (repo: string) => getRepository(harness.ctx, repo);

describe('renaming a repository', () => {
  it('keeps its history, and takes reports under the old name', async () => {
    const before = await deliver('acme/old', 'a', 'b');
    expect(await rename('acme/old', 'acme/new')).toMatchObject({ fullName: 'acme/new' });
    const repository = await view('acme/new');
    expect(repository).toMatchObject({ repository: { name: 'acme/new' }, former_names: ['acme/old'] });
    const late = await deliver('acme/old', 'b');
    expect(late).toMatchObject({ repoId: before.repoId, introduced: 0, fixed: 1, unchanged: 1 });
    expect(await deliver('Acme/OLD', 'b')).toMatchObject({ repoId: before.repoId, introduced: 0 });
    // A checkout that still has the old address is no other repository.
    const checkout = JSON.parse(problems('b'));
    checkout.runs[0].versionControlProvenance = [{ repositoryUri: 'https://github.com/acme/OLD' }];
    const named = await harness.deliver({ repo: 'acme/new' }, JSON.stringify(checkout));
    expect(named.provenance?.report).toMatchObject([{ fact: 'repository', agrees: true }]);
    const { finding } = await getFinding(harness.ctx, { repo: 'acme/old', number: 1 });
    expect(finding).toMatchObject({ ref: 'acme/new#1', url: '/repositories/acme/new/findings/1' });
    const list = await getFindings(harness.ctx, findingListParams.parse({ repo: 'acme/old' }));
    expect(list.items.map((item) => item.repo)).toEqual(['acme/new']);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('again and again leads every former name to it, and a former name may be taken back', async () => {
    const { repoId } = await deliver('acme/a', 'x');
    await rename('acme/a', 'acme/b');
    tick(harness, 1);
    await rename('acme/b', 'group/sub/c');
    expect((await view('group/sub/c')).former_names).toEqual(['acme/b', 'acme/a']);
    for (const name of ['acme/a', 'acme/b', 'group/sub/c']) expect((await deliver(name, 'x')).repoId).toBe(repoId);
    tick(harness, 1);
    await rename('group/sub/c', 'acme/a');
    expect((await view('acme/a')).former_names).toEqual(['group/sub/c', 'acme/b']);
    expect((await deliver('acme/a', 'x')).repoId).toBe(repoId);
  });

  it('in letter case alone changes what is shown', async () => {
    const { repoId } = await deliver('acme/Shop-API', 'x');
    expect((await deliver('ACME/shop-api', 'x')).repoId).toBe(repoId);
    expect((await view('acme/shop-api')).repository.name).toBe('acme/Shop-API');
    await rename('acme/shop-api', 'Acme/shop-api');
    expect(await view('acme/shop-api')).toMatchObject({ repository: { name: 'Acme/shop-api' }, former_names: [] });
  });

  it('never takes the name of another one', async () => {
    await deliver('acme/one', 'x');
    await deliver('acme/two', 'y');
    await expect(rename('acme/one', 'ACME/Two')).rejects.toMatchObject({
      code: 'conflict',
      sentence: 'There is a repository acme/two already. Delete it or give it another name first.',
    });
    expect((await view('acme/one')).former_names).toEqual([]);
  });

  it('takes the former name of another one only when that one gives it up, as a first report does', async () => {
    const first = await deliver('acme/mine', 'x');
    await rename('acme/mine', 'acme/theirs');
    await deliver('acme/other', 'y');
    await expect(rename('acme/other', 'acme/mine')).rejects.toMatchObject({
      code: 'conflict',
      sentence: expect.stringMatching(/^acme\/mine is a former name of acme\/theirs, .* give it up first/),
    });
    const strange = changeRepository(harness.ctx, 'acme/theirs', { former_names: ['acme/mine', 'acme/never'] });
    await expect(strange).rejects.toMatchObject({ code: 'invalid_input' });
    await changeRepository(harness.ctx, 'acme/theirs', { former_names: ['ACME/mine'] });
    expect((await deliver('acme/mine', 'x')).repoId).toBe(first.repoId);
    await changeRepository(harness.ctx, 'acme/theirs', { former_names: [] });
    const fresh = await deliver('acme/mine', 'x');
    expect(fresh.repoId).not.toBe(first.repoId);
    expect(fresh.introduced).toBe(1);
    expect((await view('acme/theirs')).former_names).toEqual([]);
  });

  it('when two want one name, gives it to one and tells the other', async () => {
    await deliver('acme/left', 'x');
    await deliver('acme/right', 'x');
    let refused: Promise<unknown> = Promise.resolve();
    await harness.admin.begin(async (tx) => {
      await tx`update repositories set slug = 'acme/goal', full_name = 'acme/goal' where slug = 'acme/right'`;
      refused = rename('acme/left', 'acme/goal').catch((error: unknown) => error);
      // Committed only when the other one waits for it, having found the name free.
      for (let waiting = 0; waiting === 0; ) {
        const rows = await tx`select 1 from pg_locks where not granted and locktype = 'transactionid'`;
        waiting = rows.length;
      }
    });
    expect(await refused).toMatchObject({ code: 'conflict', sentence: expect.stringContaining('acme/goal already') });
    expect((await view('acme/left')).former_names).toEqual([]);
  });

  it('waits for a report that is being taken in, and lets it take effect', async () => {
    const name = 'acme/busy';
    await deliver(name, 'x');
    commits += 1;
    const accepted = await harness.accept({ repo: name, commit: `${commits}`.padStart(8, '0') }, problems('x', 'y'));
    const [upload] = await Promise.all([harness.process(accepted.upload), rename(name, 'acme/calm')]);
    expect(upload).toMatchObject({ state: 'processed', introduced: 1 });
    expect((await view('acme/calm')).repository.open.high).toBe(2);
  });

  it('to the address of a part of another repository is refused', async () => {
    await deliver('acme/parts', 'x');
    await expect(rename('acme/parts', 'acme/theirs/settings')).rejects.toMatchObject({ code: 'invalid_input' });
    await rename('acme/parts', 'group/team/settings');
    expect((await view('group/team/settings')).repository.name).toBe('group/team/settings');
  });

  it('is for administrators', async () => {
    const ctx = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role: 'security' });
    await expect(changeRepository(ctx, 'acme/one', { name: 'acme/uno' })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
