import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAdminGains } from '#db/queries/privilege-gains.ts';
import type { Upload } from '#db/queries/uploads.ts';
import { changed, soundInventory, type TestInventory } from '#lib/inventories/github/testing.ts';
import { recount } from '#lib/services/recount.ts';
import { actAs, type Harness, startHarness } from '#lib/services/testing.ts';
import * as at from './testing.ts';

type Rest<F> = F extends (harness: Harness, ...rest: infer R) => unknown ? R : never;
const { later, OPEN } = at;

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const send = (...args: Rest<typeof at.send>) => at.send(harness, ...args);
const findingsOf = (scope: string) => at.findingsOf(harness, scope);
const factsOf = (upload: Upload) => at.factsOf(harness, upload);

describe('an inventory of a GitHub organization', () => {
  it('makes a repository of kind system, and findings that close when the setting is right', async () => {
    const scope = 'lives';
    const bad = changed(soundInventory(scope), OPEN, true);
    const first = await send(later(bad, '1'), { system: scope });
    expect(first.code).toBe(202);
    expect(first.answer).toMatchObject({ repo: 'github/lives', sections: [] });
    expect(first.upload).toMatchObject({
      state: 'processed',
      scanner: 'plumbline-github',
      introduced: 1,
      counts: true,
    });
    const [repository] = await harness.sql`select kind, default_branch from repositories where slug = 'github/lives'`;
    expect(repository).toMatchObject({ kind: 'system', defaultBranch: 'current' });
    // Nobody expects a scan of code of it.
    const [measured] = await harness.sql<{ notMeasured: number }[]>`
      select s.not_measured from repository_state s join repositories r on r.id = s.repo_id where r.slug = 'github/lives'`;
    expect(measured?.notMeasured).toBe(0);
    expect(await findingsOf(scope)).toEqual([
      {
        rule: 'runner-group-public',
        state: 'open',
        title: 'The runner group Default runs jobs of public repositories.',
      },
    ]);
    const [action] = await harness.sql`
      select a.title from actions a join repositories r on r.org_id = a.org_id and r.id = a.repo_id where r.slug = 'github/lives'`;
    expect(action?.title).toContain('Close the runner group to public repositories');
    await send(later(soundInventory(scope), '2'), { system: scope });
    expect(await findingsOf(scope)).toMatchObject([{ state: 'fixed' }]);
    await send(later(bad, '3'), { system: scope });
    expect(await findingsOf(scope)).toMatchObject([{ state: 'open' }]);
  });

  it('closes nothing of a section that failed, and says which rules it leaves open', async () => {
    const scope = 'blind';
    await send(later(changed(soundInventory(scope), OPEN, true), '1'), { system: scope });
    const failed = changed(soundInventory(scope), 'sections.runner_groups', {
      status: 'failed',
      http: 403,
      reason: 'Forbidden',
    });
    const { upload } = await send(later(failed, '2'), { system: scope });
    expect(upload).toMatchObject({ state: 'processed', fixed: 0, introduced: 0 });
    expect(await findingsOf(scope)).toMatchObject([{ state: 'open' }]);
    const facts = upload && (await factsOf(upload));
    expect(facts?.keptOpen).toBe(1);
    expect(facts?.gaps).toContainEqual(
      expect.objectContaining({ scope: 'rules', rules: ['runner-group-public', 'runner-shared'], findings: [1] }),
    );
    expect(facts?.inventory.rules).toMatchObject({ fail: 0, unknown: 2 });
  });

  it('keeps open what lies in a repository that gave no answer, and closes what others answered', async () => {
    const scope = 'partly';
    const two = soundInventory(scope);
    const sections = JSON.parse(
      JSON.stringify(two.sections).replaceAll(`${scope}/web`, `${scope}/api`),
    ) as typeof two.sections;
    for (const [name, section] of Object.entries(sections)) {
      const rows = (section as { data: Record<string, unknown>[] }).data;
      const into = (two.sections[name] as { data: Record<string, unknown>[] }).data;
      if (Array.isArray(rows) && rows[0]?.repo !== undefined) into.push(rows[0]);
    }
    (two.sections.repositories as { data: unknown[] }).data.push({
      id: 42,
      full_name: `${scope}/api`,
      visibility: 'private',
      archived: false,
    });
    const weak = [0, 1].reduce(
      (document, index) => changed(document, `sections.branch_rules.data[${index}].data`, []),
      two,
    );
    const { upload } = await send(later(weak, '1'), { system: scope });
    expect(upload?.introduced).toBe(6);
    const half = changed(two, 'sections.branch_rules.data[1]', { repo: `${scope}/api`, status: 'failed', http: 502 });
    const second = await send(later(half, '2'), { system: scope });
    expect(second.upload).toMatchObject({ fixed: 3 });
    expect(second.upload && (await factsOf(second.upload))?.keptOpen).toBe(3);
  });

  it('tells who became admin, by name and by which group, once', async () => {
    const scope = 'gains';
    await send(later(soundInventory(scope), '1'), { system: scope });
    const owner = { login: 'tomas', id: 13, type: 'User' };
    const { data } = soundInventory(scope).sections.admins as { data: unknown[] };
    const two = changed(soundInventory(scope), 'sections.admins.data', [...data, owner]);
    const all = changed(two, 'sections.collaborators.data[0].data[0].role_name', 'admin');
    const { upload } = await send(later(all, '2'), { system: scope });
    await send(later(all, '3'), { system: scope });
    const events = await harness.sql`
      select detail from outbox where kind = 'admin_gained' and repo_id = ${upload?.repoId ?? 0}`;
    const given = { kind: 'human', group: null, places: 1 };
    expect(events).toEqual([
      {
        detail: {
          ...{ snapshot: 2, count: 2 },
          people: expect.arrayContaining([
            { name: 'tomas', on: scope, ...given },
            { name: 'contractor', on: `${scope}/web`, ...given },
          ]),
        },
      },
    ]);
    const gains = await findAdminGains(harness.sql, harness.ctx.readScope, new Date('2026-03-02T00:00:00Z'), 100);
    expect(
      gains.filter(({ repoId }) => repoId === upload?.repoId).map(({ names, resource }) => [names, resource]),
    ).toEqual([
      [['tomas'], scope],
      [['contractor'], `${scope}/web`],
    ]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('keeps a finding when its person is called something else', async () => {
    const scope = 'renamed';
    const mfa = changed(soundInventory(scope), 'sections.members_mfa.data[0].hasTwoFactorEnabled', false);
    await send(later(mfa, '1'), { system: scope });
    const named = JSON.parse(JSON.stringify(mfa).replaceAll('"rosa"', '"rosa-maria"')) as TestInventory;
    const { upload } = await send(later(named, '2'), { system: scope });
    expect(upload).toMatchObject({ introduced: 0, fixed: 0, changed: 1 });
    expect(await findingsOf(scope)).toMatchObject([{ state: 'open', title: expect.stringContaining('rosa-maria') }]);
  });

  it('has no effect when it was collected before the last one, whenever it arrives', async () => {
    const scope = 'late';
    await send(later(soundInventory(scope), '2'), { system: scope });
    const { upload } = await send(later(changed(soundInventory(scope), OPEN, true), '1'), { system: scope });
    expect(upload).toMatchObject({ state: 'superseded' });
    expect(await findingsOf(scope)).toEqual([]);
  });

  it('keeps no value of a secret, not even a short one, and says that there were some', async () => {
    const scope = 'values';
    const path = 'sections.organization_secrets.data.secrets[0]';
    const values = { Value: 'ab1', password: 'correct horse battery staple', token: { is: { nested: ['so deep'] } } };
    const document = Object.entries(values).reduce(
      (changing, [key, value]) => changed(changing, `${path}.${key}`, value),
      soundInventory(scope),
    );
    const { upload } = await send(later(document, '1'), { system: scope });
    expect(upload && (await factsOf(upload))?.inventory.stripped).toEqual({
      count: 3,
      positions: [`${path}.Value`, `${path}.password`, `${path}.token`],
    });
    const chunks: Buffer[] = [];
    for await (const chunk of harness.blobs.read(upload?.blob ?? '')) chunks.push(Buffer.from(chunk));
    const stored = Buffer.concat(chunks).toString();
    expect(stored).toContain('"Value":""');
    expect(stored).not.toMatch(/ab1|battery|deep/);
  });

  it.each([
    ['another organization', { system: 'mine' }, soundInventory('theirs'), 'This is the inventory of github/theirs'],
    ['another source', {}, { ...soundInventory(), source: 'gitlab' }, 'This is the inventory of gitlab/acme'],
    ['no inventory', {}, { hello: 'world' }, 'None of the files is one that is read here'],
    ['a document that is cut off', {}, JSON.stringify(soundInventory()).slice(0, 900), 'cut off'],
  ])('refuses %s, with the reason', async (_what, params, document, reason) => {
    const { upload } = await send(document, params);
    expect(upload).toMatchObject({ state: 'rejected', reason: expect.stringContaining(reason) });
  });

  it.each([
    [{ source: 'jenkins' }, 400, 'source'],
    [{ system: 'a/b' }, 400, 'system'],
    [{ system: '' }, 400, 'system'],
  ])('refuses the parameters %j before it is stored', async (params, code, word) => {
    const { code: found, answer } = await send(soundInventory(), params);
    expect(found).toBe(code);
    expect(JSON.stringify(answer)).toContain(word);
  });

  it('does not take the name of a repository with code', async () => {
    await harness.deliver({ repo: 'github/taken' }, JSON.stringify({ version: '2.1.0', runs: [] }));
    expect(await send(soundInventory('taken'), { system: 'taken' })).toMatchObject({ code: 409, upload: null });
  });

  it('takes it of an upload token for that name, and of no other', async () => {
    const token = (repository: string) =>
      actAs(harness, {
        kind: 'upload_token',
        orgId: harness.ctx.orgId,
        tokenId: 7,
        scopes: [repository],
        pipelines: [],
        scanners: [],
      });
    expect((await send(soundInventory('mine'), { system: 'mine' }, await token('github/mine'))).code).toBe(202);
    expect((await send(soundInventory('mine'), { system: 'mine' }, await token('acme/*'))).code).toBe(403);
  });
});
