import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findJobKeys } from '#db/queries/jobs.ts';
import { findUpload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { type PathPeopleView, pathListParams, pathPeopleParams } from '#lib/contracts/path.ts';
import { soundVault } from '#lib/inventories/cyberark/testing.ts';
import { accessInventory, LISTS } from '#lib/inventories/github/access/testing.ts';
import { changed } from '#lib/inventories/github/testing.ts';
import { soundGroup } from '#lib/inventories/gitlab/testing.ts';
import { getPath } from '#lib/views/path/get-path.ts';
import { getPathPeople } from '#lib/views/path/get-path-people.ts';
import { getPaths } from '#lib/views/path/get-paths.ts';
import { recount } from '../recount.ts';
import { addRepository } from '../repository/add-repository.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { findPaths } from './find-paths.ts';

let harness: Harness;
const ids = new Map<string, number>();

beforeAll(async () => {
  harness = await startHarness();
  const { ctx, clock, sql } = harness;
  for (const fullName of ['github/acme', 'cyberark/vault-eu', 'gitlab/acme/shop']) {
    const of = { fullName, defaultBranch: 'current', demo: false, kind: 'system' as const, now: clock.now };
    const { id } = await inTransaction(sql, (tx) => addRepository(tx, { orgId: ctx.orgId }, of));
    ids.set(fullName, id);
  }
});
afterAll(() => harness.close());

const ordered = async (system: string) => {
  const key = `paths:${ids.get(system)}`;
  return (await findJobKeys(harness.admin, [key])).has(key);
};

/** What a worker does with the job: what is found becomes a report, which is read. */
async function compute(system: string) {
  const scope = { orgId: harness.ctx.orgId, repoId: ids.get(system) ?? 0 };
  await findPaths(harness, scope, { apart: false });
  const waiting = await harness.sql<{ number: number }[]>`select number from uploads where state = 'received'`;
  for (const { number } of waiting) {
    const upload = await findUpload(harness.sql, scope, number);
    if (upload !== null) await harness.process(upload);
  }
}

async function deliver(params: Record<string, string>, text: string) {
  tick(harness, 60);
  const upload = await harness.deliver(params, text);
  expect(upload.state, upload.reason ?? '').toBe('processed');
}

const inventory = (source: string, system: string, text: string) =>
  deliver({ repo: `${source}/${system}`, pipeline: 'inventory', scanner: `plumbline-${source}` }, text);
const paths = async (pattern: string) => (await getPaths(harness.ctx, pathListParams.parse({ pattern }))).items;
const findings = (rule: string) => harness.sql<{ state: string; action: string }[]>`
  select f.state, a.title as action from findings f
  join actions a on a.org_id = f.org_id and a.repo_id = f.repo_id and a.number = f.action_number
  where f.rule_id = ${rule}`;
const changes = (pattern: string) => harness.sql<{ kind: string; because: { where: string[] }[] }[]>`
  select c.kind, c.because from privilege_path_changes c
  join privilege_paths p on p.org_id = c.org_id and p.repo_id = c.repo_id and p.id = c.path
  where p.pattern = ${pattern} order by c.id`;

// Each computation starts a process.
describe('paths of more than settings of one code host', { timeout: 120_000 }, () => {
  it('lead out of a safe that asks for no second person, until it does', async () => {
    const control = 'sections.platforms[0].privilegedAccessWorkflows.requireDualControlPasswordAccessApproval';
    const platforms = soundVault().sections.platforms as { data?: unknown[] } | unknown[];
    const at = Array.isArray(platforms) ? control : control.replace('platforms[0]', 'platforms.data[0]');
    const day = (number: number, required: boolean) =>
      JSON.stringify({ ...changed(soundVault(), at, required), collected_at: `2026-03-0${number}T06:00:00Z` });
    await inventory('cyberark', 'vault-eu', day(2, false));
    expect(await ordered('cyberark/vault-eu')).toBe(true);
    await compute('cyberark/vault-eu');
    const [path] = await paths('P25');
    expect(path).toMatchObject({
      ...{ system: 'cyberark/vault-eu', certainty: 'proven', severity: 'high' },
      target: { kind: 'safe', name: 'Prod-DB', repository: null, system: null },
    });
    const before = path?.alone.count ?? 0;
    expect((await getPath(harness.ctx, { id: path?.id ?? '' })).settings[0]).toMatchObject({
      where: ['Prod-DB', 'Dual control'],
    });
    expect(await findings('path-p25')).toMatchObject([
      { state: 'open', action: expect.stringContaining('Dual control') },
    ]);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const params = pathPeopleParams.parse({ limit: '1', ...(cursor === undefined ? {} : { cursor }) });
      const page: PathPeopleView = await getPathPeople(harness.ctx, { id: path?.id ?? '', ...params });
      seen.push(...page.items.map(({ name, principal }) => `${name} ${principal !== null}`));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    const { cut } = await getPath(harness.ctx, { id: path?.id ?? '' });
    // When those who would lose it were last seen is what the vault says of them.
    expect(cut?.steps.flatMap(({ hurt }) => hurt.first.map(({ last_active }) => last_active))).toContainEqual(
      expect.stringMatching(/^2026-/),
    );
    expect(seen).toHaveLength(before);
    expect(seen).toEqual(path?.alone.first.map(({ name }) => `${name} true`));
    await inventory('cyberark', 'vault-eu', day(3, true));
    await compute('cyberark/vault-eu');
    const [left] = await paths('P25');
    // Who manages members is left, who may give himself whatever he lacks.
    expect(left?.alone.count ?? 0).toBeLessThan(before);
    expect((await findings('path-p25')).filter(({ action }) => action.includes('Dual control'))).toMatchObject([
      { state: 'fixed' },
    ]);
    expect(await changes('P25')).toMatchObject([
      { kind: 'lost', because: [{ where: ['safes', 'Prod-DB', 'dualControl'] }] },
    ]);
  });

  it('lead through workflow files that run what strangers wrote, from when one is sent until it is mended', async () => {
    const repositories = [{ ...LISTS.repositories?.[0], visibility: 'public' }];
    await inventory('github', 'acme', accessInventory('2026-03-02T06:00:00Z', { repositories }));
    await compute('github/acme');
    expect(await paths('P6')).toEqual([]);
    const file = (ref: string) => `on: pull_request_target
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { ref: '${ref}' }
      - run: make test
        env: { KEY: '\${{ secrets.PROD_KEY }}' }
`;
    const send = (text: string) => deliver({ repo: 'acme/web', path: '.github/workflows/ci.yml', ref: 'main' }, text);
    await harness.admin`delete from graphile_worker._private_jobs`;
    await send(file('main'));
    expect(await ordered('github/acme')).toBe(false);
    // What is known of it from now on is what later files are compared with.
    await compute('github/acme');
    await send(file(`\${{ github.event.pull_request.head.sha }}`));
    expect(await ordered('github/acme')).toBe(true);
    await compute('github/acme');
    const found = await paths('P6');
    expect(found.map(({ target, certainty, severity }) => [target.name, certainty, severity])).toContainEqual([
      ...['PROD_KEY', 'proven', 'critical'],
    ]);
    // Secrets that it does not name it does not hand over.
    expect(found.map(({ target }) => target.name)).not.toContain('PROD_TOKEN');
    expect(await findings('path-p6')).toMatchObject([{ state: 'open' }]);
    await send(file('main'));
    await compute('github/acme');
    expect(await paths('P6')).toEqual([]);
    expect(await findings('path-p6')).toMatchObject([{ state: 'fixed' }]);
    const told = await changes('P6');
    expect(told.map(({ kind }) => kind)).toEqual(['gained', 'lost']);
    for (const { because } of told) expect(because).toMatchObject([{ where: ['acme/web', 'workflows'] }]);
  });

  it('are counted, and a count that is wrong is found', async () => {
    expect(await recount(harness.sql)).toEqual({ differences: [] });
    await harness.admin`update privilege_paths set alone_count = alone_count + 1 where pattern = 'P6'`;
    await harness.admin`update privilege_path_runs set gained = gained + 1 where upload = (select max(upload) from privilege_path_runs)`;
    const { differences } = await recount(harness.sql);
    expect(new Set(differences.map(({ column }) => column))).toEqual(new Set(['alone_count', 'gained']));
  });

  it('of a group of GitLab are found by its own rules, and close with what its Maintainers cannot take away', async () => {
    await inventory('gitlab', 'acme/shop', JSON.stringify(soundGroup()));
    expect(await ordered('gitlab/acme/shop')).toBe(true);
    await compute('gitlab/acme/shop');
    const found = await paths('P22');
    expect(found.map(({ target, certainty }) => [target.kind, certainty]).sort()).toEqual([
      ['branch', 'proven'],
      ['environment', 'proven'],
      ['secret', 'proven'],
    ]);
    expect((await findings('path-p22')).map(({ state, action }) => `${state} ${action}`)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('open Protect production environments of the group'),
        expect.stringContaining('open Lower the role of Maintainers to Developer: release-bot'),
      ]),
    );
    // Release-bot is Maintainer no more, and what is left is the owners' right.
    const later = changed(soundGroup(), 'sections.members.data[3].access_level', 30);
    await inventory('gitlab', 'acme/shop', JSON.stringify({ ...later, collected_at: '2026-03-03T06:00:00Z' }));
    await compute('gitlab/acme/shop');
    expect(new Set((await findings('path-p22')).map(({ state }) => state))).toEqual(new Set(['fixed']));
  });
});
