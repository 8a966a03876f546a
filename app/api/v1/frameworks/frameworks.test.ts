import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postInventory } from '#app/api/v1/inventories/post-inventory.ts';
import { findUpload } from '#db/queries/uploads.ts';
import type { FrameworkCheck, FrameworkView } from '#lib/contracts/framework.ts';
import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import { changed, soundInventory, type TestInventory } from '#lib/inventories/github/testing.ts';
import { exportFramework } from '#lib/services/export/export-framework.ts';
import { actAs, type Harness, startHarness, tick } from '#lib/services/testing.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { getFramework } from '#lib/views/framework/get-framework.ts';
import { getFrameworks } from '#lib/views/framework/get-frameworks.ts';
import { getPipelineFile } from '#lib/views/pipeline/get-pipeline-file.ts';
import { getPipelines } from '#lib/views/pipeline/get-pipelines.ts';

let harness: Harness;
const DAY = 24 * 60;
const CI = '.github/workflows/ci.yml';
const using = (action: string, more = '') =>
  `on: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ${action}\n${more}`;
const PINNED = `acme/x@${'a1'.repeat(20)}`;

async function workflow(repo: string, text: string, params: object = {}) {
  tick(harness, 1);
  return harness.deliver({ repo, pipeline: 'workflows', scanner: 'plumbline-workflows', path: CI, ...params }, text);
}

async function inventory(change: (document: TestInventory) => object): Promise<void> {
  tick(harness, 1);
  const document = { ...change(soundInventory('acme')), collected_at: harness.clock.now.toISOString() };
  const address = 'http://plumbline.test/api/v1/inventories?source=github&system=acme';
  const body = JSON.stringify(document);
  expect((await postInventory(harness.ctx, new Request(address, { method: 'POST', body }))).status).toBe(202);
  const [waiting] = await harness.sql<{ repoId: number; number: number }[]>`
    select repo_id, number from uploads where state = 'received'`;
  const upload = await findUpload(harness.sql, harness.scopeOf(waiting ?? { repoId: 0 }), waiting?.number ?? 0);
  if (upload === null) throw new Error('nothing waits');
  expect(await harness.process(upload)).toMatchObject({ state: 'processed' });
}

const check = ({ controls }: FrameworkView, control: string, id: string): FrameworkCheck | undefined =>
  controls.find((each) => each.id === control)?.checks.find((each) => each.id === id);
const owasp = () => getFramework(harness.ctx, 'owasp');
const pinned = async () => check(await owasp(), 'CICD-SEC-3', 'pipeline:unpinned-uses');

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

describe('the controls of frameworks', () => {
  it('without any report everything is unknown, and it is said what would make it known', async () => {
    const { totals, controls } = await owasp();
    expect(totals).toMatchObject({ pass: 0, fail: 0 });
    expect(totals.unknown).toBeGreaterThan(5);
    const privileges = controls.flatMap(({ checks }) => checks).filter(({ kind }) => kind === 'privilege');
    expect(privileges.every(({ state, missing }) => state === 'unknown' && missing?.includes('inventory'))).toBe(true);
  });

  it('a file that fails a rule fails it for its repository, by its finding; the next one that does not passes', async () => {
    await workflow('acme/web', using('acme/x@v1'));
    await workflow('acme/api', using(PINNED));
    expect(await pinned()).toMatchObject({
      state: 'fail',
      pass: 1,
      fail: 1,
      unknown: 0,
      open: 1,
      url: '/findings?rule=unpinned-uses',
    });
    await workflow('acme/web', using(PINNED));
    expect(await pinned()).toMatchObject({ state: 'pass', pass: 2, fail: 0, open: 0, missing: null });
  });

  it('a repository without files is unknown, and so is what was looked at too long ago; the same bytes again are a look', async () => {
    await harness.deliver(
      { repo: 'acme/quiet' },
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"semgrep"}},"results":[]}]}',
    );
    expect(await pinned()).toMatchObject({ state: 'unknown', pass: 2, unknown: 1 });
    tick(harness, 8 * DAY);
    expect(await pinned()).toMatchObject({ pass: 0, unknown: 3 });
    await workflow('acme/api', using(PINNED), { commit: 'abcdef1' });
    expect(await pinned()).toMatchObject({ pass: 1, unknown: 2 });
  });

  it('a failure stays one until it is seen to be right, however long nobody looks, and on a branch nothing counts', async () => {
    await workflow('acme/web', using('acme/x@v1'));
    await workflow('acme/web', using(PINNED), { ref: 'a-branch' });
    tick(harness, 30 * DAY);
    expect(await pinned()).toMatchObject({ state: 'fail', fail: 1 });
    await workflow('acme/web', 'on: [');
    expect(await pinned()).toMatchObject({ state: 'fail', fail: 1 });
    await workflow('acme/web', using(PINNED));
    expect(await pinned()).toMatchObject({ fail: 0 });
  });

  it('rules of privileges are counted over repositories and the system; a section that failed passes nothing', async () => {
    await inventory((document) => document);
    const groups = async () => check(await owasp(), 'CICD-SEC-4', 'privilege:runner-group-public');
    expect(await groups()).toMatchObject({ state: 'pass', fail: 0 });
    await inventory((document) =>
      changed(document, 'sections.runner_groups.data.runner_groups[0].allows_public_repositories', true),
    );
    expect(await groups()).toMatchObject({ state: 'fail', fail: 1, open: 1 });
    // What cannot be read closes nothing, and passes nothing.
    await inventory((document) => changed(document, 'sections.runner_groups', { status: 'failed', http: 403 }));
    expect(await groups()).toMatchObject({ state: 'fail', fail: 1, pass: 0 });
    await inventory((document) => document);
    expect(await groups()).toMatchObject({ state: 'pass', fail: 0, open: 0 });
    await inventory((document) => changed(document, 'sections.branch_protection', { status: 'failed', http: 403 }));
    await inventory((document) => changed(document, 'sections.repositories', { status: 'failed', http: 403 }));
    const merges = check(await owasp(), 'CICD-SEC-1', 'privilege:one-person-merges');
    expect(merges).toMatchObject({ state: 'unknown', pass: 0 });
  });

  it('who sees one repository has controls over that one, and another organization has none of it', async () => {
    const developer = { kind: 'api_token', orgId: harness.ctx.orgId, role: 'viewer', scopes: ['acme/api'] } as const;
    const view = await getFramework(await actAs(harness, developer), 'owasp');
    expect(view.looked).toEqual({ repositories: 1, without_pipelines: 0, systems: 0 });
    await expect(getFramework(harness.ctx, 'none')).rejects.toThrow('owasp, risk-areas, cis, slsa');
    const list = await getFrameworks(harness.ctx);
    expect(list.items.find(({ id }) => id === 'owasp')?.totals).toEqual((await owasp()).totals);
  });

  it('are a file, with a row for each check, and the audit log knows of it', async () => {
    const parts: string[] = [];
    await exportFramework(harness.ctx, 'slsa', { format: 'csv' }, async (part) => {
      parts.push(part);
    });
    const rows = parts.join('').trim().split('\r\n');
    const view = await getFramework(harness.ctx, 'slsa');
    expect(rows).toHaveLength(1 + view.controls.reduce((sum, { checks }) => sum + Math.max(1, checks.length), 0));
    expect(rows[0]).toContain('framework,control,title,state,check');
    const [entry] = await harness.sql`select verb from audit_entries order by sequence desc limit 1`;
    expect(entry).toEqual({ verb: 'framework.exported' });
  });

  it('what a file may do beyond the one before it is kept, of the default branch', async () => {
    await workflow('acme/drift', using(PINNED));
    await workflow('acme/drift', using(PINNED, '      - uses: stranger/y@v1\n'), { ref: 'a-branch' });
    await workflow('acme/drift', using(PINNED, '      - uses: stranger/z@v1\n'));
    const changes = await harness.sql`
      select c.kind, c.what, c.job, c.path from pipeline_changes c join repositories r on r.id = c.repo_id
      where r.slug = 'acme/drift' order by c.upload, c.place`;
    expect(changes).toEqual([{ kind: 'new_action', what: 'stranger/z@v1', job: 'a', path: CI }]);
  });
});

describe('pipelines', () => {
  const list = (params: object, ctx = harness.ctx) => getPipelines(ctx, pipelineListParams.parse(params));
  const file = (repo: string, path = CI) => getPipelineFile(harness.ctx, { repo, path });
  const deploying = `on: push
permissions: { contents: write }
jobs:
  ship:
    runs-on: x
    environment: production
    steps:
      - uses: acme/x@v1
      - run: kubectl apply -f x
        env:
          K: \${{ secrets.KUBE }}
`;

  it('are listed by repository and path, page by page, each once, with what they may do', async () => {
    await workflow('acme/web', deploying, { path: '.github/workflows/deploy.yml' });
    const all = (await list({})).items;
    expect(all.map(({ repo, path }) => `${repo} ${path.split('/').at(-1)}`)).toEqual([
      'acme/api ci.yml',
      'acme/drift ci.yml',
      'acme/web ci.yml',
      'acme/web deploy.yml',
    ]);
    expect(all[3]).toMatchObject({
      ...{ stages: ['source', 'deploy'], production: ['production'], widest: 'contents: write', jobs: 1, stale: false },
      url: '/pipelines/file?repo=acme/web&path=.github/workflows/deploy.yml',
    });
    expect(all[1]).toMatchObject({ changes: 1 });
    const paged: unknown[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await list({ limit: 1, cursor });
      paged.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    }
    expect(paged).toEqual(all);
  });

  it('are found by text, by what fails, and by where they go; who sees one repository sees its own', async () => {
    const of = async (params: object) =>
      (await list(params)).items.map(({ path, repo }) => `${repo} ${path.split('/').at(-1)}`);
    expect(await of({ q: 'DEPLOY' })).toEqual(['acme/web deploy.yml']);
    expect(await of({ q: 'acme/dr' })).toEqual(['acme/drift ci.yml']);
    expect(await of({ failing: 'true', repo: 'acme/web' })).toEqual(['acme/web deploy.yml']);
    expect(await of({ production: 'true' })).toEqual(['acme/web deploy.yml']);
    const developer = { kind: 'api_token', orgId: harness.ctx.orgId, role: 'viewer', scopes: ['acme/api'] } as const;
    const ctx = await actAs(harness, developer);
    expect((await list({}, ctx)).items.map(({ repo }) => repo)).toEqual(['acme/api']);
    await expect(getPipelineFile(ctx, { repo: 'acme/web', path: CI })).rejects.toThrow();
  });

  it('say of each stage what is there, missing or unknown, and of each job what it may do', async () => {
    await inventory((document) => document);
    const view = await file('acme/web', '.github/workflows/deploy.yml');
    const presence = Object.fromEntries(
      view.path_of_stages.flatMap(({ controls }) => controls.map((each) => [each.id, each.presence])),
    );
    expect(presence).toMatchObject({
      ...{ pinned: 'missing', environment: 'present', token: 'present', provenance: 'not_applicable' },
      ...{ 'one-person-merges': 'present', 'production-without-reviewers': 'present', 'scan-sast': 'unknown' },
    });
    const [source, build] = view.path_of_stages;
    expect(build).toMatchObject({ stage: 'build', seen: false });
    expect(source?.controls.find(({ id }) => id === 'scan-sast')?.why).toContain('sast');
    expect(build?.controls.find(({ id }) => id === 'pinned')?.url).toBe('/findings?repo=acme/web&rule=unpinned-uses');
    expect(view).toMatchObject({ reviewed: 'yes', job_list: [{ name: 'ship', secrets: ['KUBE'], production: true }] });
    expect(view).toMatchObject({ runs_of: null, runs: [], scanners: [] });
    // No inventory speaks of it.
    expect(await file('acme/drift')).toMatchObject({
      reviewed: 'unknown',
      drift: [{ what: 'stranger/z@v1', job: 'a' }],
    });
  });

  it('a file that is gone from the default branch is no pipeline any more, and that is kept as a change', async () => {
    await expect(file('acme/web', 'none.yml')).rejects.toThrow('No file none.yml of acme/web was delivered');
    await workflow('acme/drift', 'on: [');
    expect(await file('acme/drift')).toMatchObject({ repo: 'acme/drift', read: true });
  });
});
