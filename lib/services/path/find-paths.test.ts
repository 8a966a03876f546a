import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findJobKeys } from '#db/queries/jobs.ts';
import { findPathRun } from '#db/queries/paths-write.ts';
import { findUpload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { type PathListView, pathChangesParams, pathListParams } from '#lib/contracts/path.ts';
import { about, accessInventory, type Data, REPO } from '#lib/inventories/github/access/testing.ts';
import { getPath } from '#lib/views/path/get-path.ts';
import { getPathChanges } from '#lib/views/path/get-path-changes.ts';
import { getPaths } from '#lib/views/path/get-paths.ts';
import { changePrivilegeSettings } from '../privilege/change-privilege-settings.ts';
import { addRepository } from '../repository/add-repository.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { findPaths } from './find-paths.ts';
import { accountTrusting } from './testing.ts';

let harness: Harness;
let scope = { orgId: 0, repoId: 0 };

beforeAll(async () => {
  harness = await startHarness();
  const { orgId, clock, sql } = { ...harness, orgId: harness.ctx.orgId };
  const of = { fullName: 'github/acme', defaultBranch: 'current', demo: false, kind: 'system' as const };
  const { id } = await inTransaction(sql, (tx) => addRepository(tx, { orgId }, { ...of, now: clock.now }));
  scope = { orgId, repoId: id };
  const cloud = { ...of, fullName: 'aws/123456789012' };
  await inTransaction(sql, (tx) => addRepository(tx, { orgId }, { ...cloud, now: clock.now }));
});
afterAll(() => harness.close());

/** An inventory is delivered and read, its paths are computed, and what was found is read as a report. */
async function day(number: number, change: Record<string, Data | Data[] | null> = {}) {
  tick(harness, 60);
  const params = { repo: 'github/acme', pipeline: 'inventory', scanner: 'plumbline-github' };
  const upload = await harness.deliver(params, accessInventory(`2026-03-0${number}T06:00:00Z`, change));
  expect(upload.state, upload.reason ?? '').toBe('processed');
  await findPaths(harness, scope, { apart: false });
  return { upload: upload.number, report: await processReports() };
}

/** An inventory of an AWS account is delivered, by which paths of the organization are ordered, and computed. */
async function cloudDay(number: number, subject: string | null) {
  tick(harness, 60);
  const params = { repo: 'aws/123456789012', pipeline: 'inventory', scanner: 'plumbline-aws' };
  const upload = await harness.deliver(params, accountTrusting(number, subject));
  expect(upload.state, upload.reason ?? '').toBe('processed');
  const key = `paths:${scope.repoId}`;
  expect(await findJobKeys(harness.admin, [key])).toEqual(new Set([key]));
  await findPaths(harness, scope, { apart: false });
  await processReports();
}

const ROLE = 'cloudRole:aws/123456789012/arn:aws:iam::123456789012:role/deploy-production';

async function processReports() {
  const waiting = await harness.sql<
    { number: number }[]
  >`select number from uploads where state = 'received' order by number`;
  let last = null;
  for (const { number } of waiting) {
    const upload = await findUpload(harness.sql, scope, number);
    if (upload !== null) last = await harness.process(upload);
  }
  return last;
}

const open = () => harness.sql<
  { key: string; severity: string; certainty: string; since: number; unreadSince: number | null }[]
>`
  select key, severity, certainty, since, unread_since from privilege_paths where until is null order by rank, key`;
const changes = () => harness.sql<
  { kind: string; key: string; people: { sample: { name: string }[] }; because: { where: string[]; after: string }[] }[]
>`
  select c.kind, p.key, c.people, c.because from privilege_path_changes c
  join privilege_paths p on p.org_id = c.org_id and p.repo_id = c.repo_id and p.id = c.path order by c.id`;
const findings = () => harness.sql<{ rule: string; state: string; action: string }[]>`
  select f.rule_id as rule, f.state, a.title as action from findings f
  join actions a on a.org_id = f.org_id and a.repo_id = f.repo_id and a.number = f.action_number
  where f.rule_id like 'path-%' order by f.rule_id, a.title`;

const keys = (readOnly: boolean) => [about(REPO, [{ id: 51, title: 'key', read_only: readOnly }])];
const SECRET = 'secret:repo:41/repo:41/secret:PROD_KEY';

// Each inventory starts a process.
describe('paths of a system', { timeout: 120_000 }, () => {
  it('are stored with the first inventory, which is no change, and become findings by the setting that holds them open', async () => {
    const first = await day(1);
    expect(first.report).toMatchObject({ state: 'processed', scanner: 'plumbline-paths', credentialKind: 'system' });
    const paths = await open();
    expect(paths).toContainEqual(
      expect.objectContaining({ key: `P2 ${SECRET}`, severity: 'critical', certainty: 'proven', since: first.upload }),
    );
    expect(paths.map(({ key }) => key)).toContain(`P14 ${SECRET}`);
    expect(await changes()).toEqual([]);
    expect(await findings()).toContainEqual({
      rule: 'path-p14',
      state: 'open',
      action: 'Replace the key by one that only reads: acme/web › Settings › Deploy keys › key',
    });
  });

  it('of the same inventory are the same, however often they are computed', async () => {
    const before = await harness.sql`select * from privilege_paths order by id`;
    await findPaths(harness, scope);
    expect(await processReports()).toBeNull();
    expect(await harness.sql`select * from privilege_paths order by id`).toEqual(before);
    expect(await changes()).toEqual([]);
  });

  it('close with the setting, by whose change they are said to, and so does what was found', async () => {
    const second = await day(2, { deploy_keys: keys(true) });
    expect((await open()).map(({ key }) => key)).not.toContain(`P14 ${SECRET}`);
    expect(await changes()).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'lost', key: `P14 ${SECRET}` },
        people: { count: 1, sample: [{ kind: 'deployKey', id: 'repo:41/deploy_key:51', name: 'key' }] },
        because: [{ where: ['acme/web', 'deployKeys', 'key', 'readOnly'], before: 'false', after: 'true' }],
      }),
    );
    expect((await findings()).find(({ rule }) => rule === 'path-p14')).toMatchObject({ state: 'fixed' });
    const run = await findPathRun(harness.sql, scope, { problem: true });
    expect(run).toMatchObject({ upload: second.upload, problem: null, gained: 0 });
    expect(run?.paths).toBe((await open()).length);
  });

  it('stand where what they rest on could not be read, with what was found of them', async () => {
    const before = await open();
    const told = (await changes()).length;
    const third = await day(3, {
      deploy_keys: keys(true),
      collaborators: null,
      environments: null,
      repository_secrets: null,
    });
    const after = await open();
    expect(after.map(({ key }) => key)).toEqual(expect.arrayContaining(before.map(({ key }) => key)));
    expect(after.find(({ key }) => key === `P2 ${SECRET}`)).toMatchObject({ unreadSince: third.upload });
    expect((await changes()).length).toBe(told);
    expect((await findings()).filter(({ state }) => state === 'open').map(({ rule }) => rule)).toContain('path-p2');
  });

  it('are all kept where nobody could read which repositories there are', async () => {
    const before = await harness.sql`select id, until from privilege_paths order by id`;
    const { upload } = await day(4, { deploy_keys: keys(true), repositories: null });
    expect(await harness.sql`select id, until from privilege_paths order by id`).toEqual(before);
    const run = await findPathRun(harness.sql, scope, { problem: true });
    expect(run).toMatchObject({ upload, problem: 'The repositories could not be read: HTTP 403, Forbidden.' });
  });

  it('opened anew are paths of that day, and say what opened them', async () => {
    const last = await day(5);
    const path = (await open()).find(({ key }) => key === `P14 ${SECRET}`);
    expect(path).toMatchObject({ since: last.upload });
    const [news] = (await changes()).filter(({ kind, key }) => kind === 'gained' && key === `P14 ${SECRET}`);
    expect(news?.because.map(({ where, after }) => `${where.join('/')} ${after}`)).toEqual([
      'acme/web/deployKeys/key/readOnly false',
    ]);
    expect((await findings()).find(({ rule }) => rule === 'path-p14')).toMatchObject({ state: 'open' });
    const unused = await harness.sql`
      select s.id from privilege_path_sets s
      where not exists (select 1 from privilege_paths p where s.id in (p.alone_set, p.helped_set))`;
    expect(unused).toEqual([]);
  });

  it('are listed the worst first, page by page, for one person, one target, and for those who may read the system', async () => {
    const all = (await getPaths(harness.ctx, pathListParams.parse({}))).items;
    expect(all.length).toBeGreaterThan(3);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page: PathListView = await getPaths(harness.ctx, pathListParams.parse({ limit: '3', cursor }));
      seen.push(...page.items.map(({ id }) => id));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    const idsOf = async (query: Record<string, string>) =>
      (await getPaths(harness.ctx, pathListParams.parse(query))).items.map(
        ({ pattern, target }) => `${pattern} ${target.id}`,
      );
    const key = { principal: 'deployKey:repo:41/deploy_key:51' };
    expect(await idsOf({ ...key, target: SECRET, alone: 'true' })).toEqual([`P14 ${SECRET}`]);
    expect(await idsOf({ principal: 'person:user:99' })).toEqual([]);
    expect(await idsOf({ target: SECRET, pattern: 'P2,P14', certainty: 'proven' })).toEqual([
      `P2 ${SECRET}`,
      `P14 ${SECRET}`,
    ]);
    expect(await idsOf({ system: 'github/other' })).toEqual([]);
    expect((await getPaths(harness.ctx, pathListParams.parse({ state: 'closed' }))).items).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ pattern: 'P14', until: '2026-03-02T06:00:00.000Z' })]),
    );
    const blind = { ...harness.ctx, readScope: { orgId: harness.ctx.orgId, repositories: [] } };
    expect((await getPaths(blind, pathListParams.parse({}))).items).toEqual([]);
    expect((await getPathChanges(blind, pathChangesParams.parse({}))).items).toEqual([]);
    await expect(getPath(blind, { id: seen[0] ?? '' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('show their steps, what holds them open, and what the cheapest cut of the target was counted to do', async () => {
    const [row] = (await getPaths(harness.ctx, pathListParams.parse({ target: SECRET, pattern: 'P2' }))).items;
    const path = await getPath(harness.ctx, { id: row?.id ?? '' });
    expect(path.steps.map(({ right }) => right)).toEqual(['R2', 'R5', 'R6']);
    expect(path.settings.map(({ where }) => where.join(' › '))).toContain(
      'acme/web › Settings › Secrets and variables › Actions › PROD_KEY',
    );
    const steps = path.cut?.steps ?? [];
    expect(steps[0]).toMatchObject({ todo: 'Add a ruleset for all branches with "Restrict creations"' });
    for (const { before, after, broken } of steps) expect(broken).toBe(before - after);
    expect(steps.at(-1)?.after).toBe(path.cut?.left);
    expect(steps.flatMap(({ hurt }) => hurt.first.map(({ name }) => name))).toContain('tomas');
  });

  it('change by what was changed, in the order of the inventories', async () => {
    const { items } = await getPathChanges(harness.ctx, pathChangesParams.parse({ kind: 'gained', limit: '200' }));
    expect(items.map(({ at }) => at)).toEqual(
      items
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(items.find(({ path }) => path.target.id === SECRET)).toMatchObject({
      ...{ at: '2026-03-05T06:00:00.000Z', path: { pattern: 'P14' }, people: { count: 1 } },
      because: [{ before: 'true', after: 'false' }],
    });
    const before = pathChangesParams.parse({ until: '2026-03-04T00:00:00Z' });
    expect(new Set((await getPathChanges(harness.ctx, before)).items.map(({ kind }) => kind))).toEqual(
      new Set(['lost']),
    );
  });

  it('lead into clouds that trust jobs: told for the first time they are no news, by a wider trust they are', async () => {
    const told = (await changes()).length;
    await cloudDay(6, 'repo:acme/web:environment:staging');
    expect((await open()).map(({ key }) => key)).toContain(`P9 ${ROLE}`);
    expect((await changes()).length).toBe(told);
    await cloudDay(7, 'repo:acme/web:ref:refs/heads/nowhere');
    await cloudDay(8, '*');
    const gained = (await changes()).filter(({ kind, key }) => kind === 'gained' && key === `P7 ${ROLE}`);
    expect(gained).toMatchObject([
      { because: [{ where: ['cloudRoles', 'deploy-production', 'trust', 'statements'] }] },
    ]);
    const [row] = (await getPaths(harness.ctx, pathListParams.parse({ pattern: 'P7' }))).items;
    expect(row).toMatchObject({
      ...{ severity: 'critical', since: '2026-03-08T06:00:00.000Z', system: 'github/acme' },
      target: { name: 'deploy-production', system: 'aws/123456789012', because: '*-production' },
    });
    expect((await findings()).filter(({ rule }) => rule === 'path-p7')).toMatchObject([
      { state: 'open', action: expect.stringContaining('aws/123456789012 › deploy-production › Trust policy') },
    ]);
    // Who may not read the account is not told of its roles.
    const only = { orgId: harness.ctx.orgId, repositories: [scope.repoId] };
    const half = { ...harness.ctx, readScope: only };
    expect((await getPaths(half, pathListParams.parse({ pattern: 'P7' }))).items).toEqual([]);
    expect((await getPaths(half, pathListParams.parse({ pattern: 'P2' }))).items).not.toEqual([]);
    const seen = (await getPathChanges(half, pathChangesParams.parse({ limit: '200' }))).items;
    expect(seen.map(({ path }) => path.target.kind)).not.toContain('cloudRole');
    await expect(getPath(half, { id: row?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await getPath(harness.ctx, { id: row?.id ?? '' })).cut?.steps[0]).toMatchObject({
      where: ['aws/123456789012', 'deploy-production', 'Trust policy'],
    });
  });

  it('close when the cloud asks for more, by the same job', async () => {
    await cloudDay(9, 'repo:acme/web:ref:refs/heads/nowhere');
    expect((await open()).map(({ key }) => key)).not.toContain(`P7 ${ROLE}`);
    expect((await findings()).filter(({ rule }) => rule === 'path-p7')).toMatchObject([{ state: 'fixed' }]);
    const lost = (await changes()).filter(({ kind, key }) => kind === 'lost' && key === `P7 ${ROLE}`);
    expect(lost).toMatchObject([{ because: [{ where: ['cloudRoles', 'deploy-production', 'trust', 'statements'] }] }]);
  });

  it('stand where the cloud was not read', async () => {
    await cloudDay(10, '*');
    expect((await open()).map(({ key }) => key)).toContain(`P7 ${ROLE}`);
    await cloudDay(11, null);
    expect((await open()).find(({ key }) => key === `P7 ${ROLE}`)).toMatchObject({ unreadSince: expect.any(Number) });
    expect((await findings()).filter(({ rule }) => rule === 'path-p7')).toMatchObject([{ state: 'open' }]);
    await cloudDay(12, 'repo:acme/web:ref:refs/heads/nowhere');
    expect((await open()).map(({ key }) => key)).not.toContain(`P7 ${ROLE}`);
  });

  it('are computed again when something else counts as production, and nobody gained or lost anything by that', async () => {
    const told = (await changes()).length;
    await changePrivilegeSettings(harness.ctx, { production: ['nothing-here'] });
    const key = `paths:${scope.repoId}`;
    expect(await findJobKeys(harness.admin, [key])).toEqual(new Set([key]));
    await findPaths(harness, scope);
    await processReports();
    expect(await open()).toEqual([]);
    expect((await findings()).map(({ state }) => state)).not.toContain('open');
    expect((await changes()).length).toBe(told);
  });

  it('are taken from nobody but Plumbline itself', async () => {
    const head = { schema: 'paths/v1', source: 'github', scope: 'acme', collected_at: '2026-03-02T06:00:00Z' };
    const document = { ...head, unread: [], findings: [] };
    const upload = await harness.deliver({ repo: 'github/acme' }, JSON.stringify(document));
    expect(upload).toMatchObject({ state: 'rejected' });
    expect(upload.reason).toContain('computed here');
  });
});
