import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findJobKeys } from '#db/queries/jobs.ts';
import { countPipelineDrift } from '#db/queries/pipeline-drift.ts';
import { findUpload, type Upload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import { changed, soundInventory } from '#lib/inventories/github/testing.ts';
import { addRepository } from '../repository/add-repository.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { findDrift } from './find-drift.ts';

let harness: Harness;
const PATH = '.github/workflows/ci.yml';
const CHECKOUT = 'actions/checkout@v4';

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  const { sql, clock, ctx } = harness;
  const of = { fullName: 'github/acme', defaultBranch: 'current', demo: false, kind: 'system' as const };
  await inTransaction(sql, (tx) => addRepository(tx, { orgId: ctx.orgId }, { ...of, now: clock.now }));
});
afterAll(() => harness.close());

interface Said {
  uses?: readonly string[];
  rights?: string;
  run?: string;
  ref?: string;
}

/** A file of a pipeline arrives, and the job that follows it runs. */
async function deliver(repo: string, { uses = [CHECKOUT], rights = 'contents: read', run = 'make', ref }: Said = {}) {
  tick(harness, 10);
  const steps = [...uses.map((use) => `      - uses: ${use}`), `      - run: ${run}`].join('\n');
  const text = `on: push\njobs:\n  build:\n    runs-on: x\n    permissions: { ${rights} }\n    steps:\n${steps}\n`;
  // Of another commit each time: else the same text is the same delivery.
  const commit = harness.clock.now.getTime().toString(16).padStart(12, '0');
  const at = { commit, path: PATH, ...(ref ? { ref } : {}) };
  const params = { repo, pipeline: 'any', scanner: 'plumbline-workflows', ...at };
  const upload = await harness.deliver(params, text);
  expect(upload.state, upload.reason ?? '').toBe('processed');
  const scope = harness.scopeOf(upload);
  const key = `drift:${scope.repoId}`;
  expect((await findJobKeys(harness.admin, [key])).has(key)).toBe(ref === undefined || ref === 'main');
  await harness.admin`delete from graphile_worker._private_jobs where key = ${key}`;
  await findDrift(harness, scope);
  return { upload: upload.number, report: await processReport(scope) };
}

async function processReport(scope: { orgId: number; repoId: number }): Promise<Upload | null> {
  const [waiting] = await harness.sql<{ number: number }[]>`
    select number from uploads where state = 'received' and repo_id = ${scope.repoId}`;
  const upload = waiting === undefined ? null : await findUpload(harness.sql, scope, waiting.number);
  return upload === null ? null : harness.process(upload);
}

const findings = (repo: string) => harness.sql<{ rule: string; state: string; severity: number; title: string }[]>`
  select f.rule_id as rule, f.state, f.severity, f.title from findings f
  join repositories r on r.org_id = f.org_id and r.id = f.repo_id
  where r.slug = ${repo} and f.rule_id like 'pipeline-%' order by f.number`;
const told = (repo: string, upload: number) => harness.sql<{ detail: object }[]>`
  select o.detail from outbox o join repositories r on r.org_id = o.org_id and r.id = o.repo_id
  where o.kind = 'pipeline_drifted' and r.slug = ${repo} and o.upload = ${upload}`;

async function inventory(approvals: number): Promise<void> {
  tick(harness, 10);
  const at = 'sections.branch_rules.data[0].data[1].parameters.required_approving_review_count';
  const document = changed(soundInventory('acme'), at, approvals);
  const text = JSON.stringify({ ...document, collected_at: harness.clock.now.toISOString() });
  const upload = await harness.deliver(
    { repo: 'github/acme', pipeline: 'inventory', scanner: 'plumbline-github' },
    text,
  );
  expect(upload.state, upload.reason ?? '').toBe('processed');
}

describe('what pipelines may do beyond before', () => {
  it('is no report where nothing was ever found: the first file, the same again, another version of what it used', async () => {
    expect((await deliver('acme/other')).report).toBeNull();
    expect((await deliver('acme/other')).report).toBeNull();
    expect((await deliver('acme/other', { uses: ['actions/checkout@v5'] })).report).toBeNull();
    // What comes with the platform, and what is the owner's own, is not of others.
    const { report, upload } = await deliver('acme/other', { uses: ['actions/cache@v4', 'Acme/tool@v1'] });
    expect(report).toBeNull();
    expect(await told('acme/other', upload)).toEqual([]);
    expect(await countPipelineDrift(harness.sql, harness.ctx.readScope, new Date(0), 10)).toEqual([]);
  });

  it('becomes findings that stand while it does, by what it gives, and is told once', async () => {
    const uses = [CHECKOUT, 'stranger/tool@v1'];
    const wide = { uses, rights: 'contents: write, packages: read' };
    const { report, upload } = await deliver('acme/other', wide);
    expect(report).toMatchObject({ state: 'processed', scanner: 'plumbline-drift', credentialKind: 'system' });
    expect(await findings('acme/other')).toEqual([
      {
        rule: 'pipeline-new-third-party',
        state: 'open',
        severity: 1,
        title: expect.stringContaining('stranger/tool@v1'),
      },
      {
        rule: 'pipeline-wider-permissions',
        state: 'open',
        severity: 2,
        title: expect.stringContaining('contents: write'),
      },
      {
        rule: 'pipeline-wider-permissions',
        state: 'open',
        severity: 1,
        title: expect.stringContaining('packages: read'),
      },
    ]);
    expect(await told('acme/other', upload)).toEqual([
      { detail: { count: 3, newActions: 1, widerPermissions: 2, unreviewed: 0 } },
    ]);
    // Another version of the same is the same finding.
    const again = await deliver('acme/other', { ...wide, uses: [CHECKOUT, 'stranger/tool@v2'] });
    expect((await findings('acme/other')).map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    expect(await told('acme/other', again.upload)).toEqual([]);
  });

  it('closes with what is taken back, each by itself, and opens again with it', async () => {
    const states = async () => (await findings('acme/other')).map(({ state }) => state);
    await deliver('acme/other', { uses: [CHECKOUT, 'stranger/tool@v2'], rights: 'contents: read, packages: read' });
    expect(await states()).toEqual(['open', 'fixed', 'open']);
    await deliver('acme/other');
    expect(await states()).toEqual(['fixed', 'fixed', 'fixed']);
    await deliver('acme/other', { uses: [CHECKOUT, 'stranger/tool@v3'] });
    expect(await states()).toEqual(['open', 'fixed', 'fixed']);
  });

  it('of a branch is nobody’s', async () => {
    const before = await findings('acme/other');
    const { upload } = await deliver('acme/other', {
      uses: ['evil/tool@v1'],
      rights: 'contents: write',
      ref: 'a-branch',
    });
    expect(await findings('acme/other')).toEqual(before);
    expect(await told('acme/other', upload)).toEqual([]);
  });

  it('is a decision where somebody else had to approve it, and another text alone is a finding where nobody had to', async () => {
    await inventory(1);
    await deliver('acme/web');
    const asked = await deliver('acme/web', { uses: [CHECKOUT, 'stranger/tool@v1'] });
    expect(await findings('acme/web')).toEqual([]);
    expect(await told('acme/web', asked.upload)).toEqual([
      { detail: { count: 1, newActions: 1, widerPermissions: 0, unreviewed: 0 } },
    ]);
    await inventory(0);
    const alone = await deliver('acme/web', { uses: [CHECKOUT, 'stranger/tool@v1'], run: 'curl x' });
    expect(await findings('acme/web')).toEqual([
      {
        rule: 'pipeline-changed-unreviewed',
        state: 'open',
        severity: 2,
        title: 'A pipeline was changed, and nobody had to look',
      },
    ]);
    expect(await told('acme/web', alone.upload)).toMatchObject([{ detail: { unreviewed: 1 } }]);
    // The next text is another one: what was accepted of this one says nothing of it.
    await deliver('acme/web', { uses: [CHECKOUT, 'stranger/tool@v1', 'stranger/more@v1'], run: 'curl y' });
    expect((await findings('acme/web')).map(({ rule, state, severity }) => `${rule} ${state} ${severity}`)).toEqual([
      'pipeline-changed-unreviewed fixed 2',
      'pipeline-changed-unreviewed open 2',
      'pipeline-new-third-party open 2',
    ]);
    await inventory(1);
    await deliver('acme/web', { run: 'make all' });
    expect((await findings('acme/web')).map(({ state }) => state)).toEqual(['fixed', 'fixed', 'fixed']);
  });

  it('is counted for the digest, by repository', async () => {
    const since = new Date('2026-03-02T00:00:00Z');
    const all = await countPipelineDrift(harness.sql, harness.ctx.readScope, since, 10);
    expect(all.map(({ fullName, unreviewed }) => [fullName, unreviewed])).toEqual([
      ['acme/other', 0],
      ['acme/web', 2],
    ]);
    expect(await countPipelineDrift(harness.sql, harness.ctx.readScope, harness.clock.now, 10)).toEqual([]);
  });

  it('is taken from nobody but Plumbline itself', async () => {
    const document = { schema: 'drift/v1', as_of: '2026-03-02T06:00:00Z', findings: [] };
    const upload = await harness.deliver({ repo: 'acme/web' }, JSON.stringify(document));
    expect(upload).toMatchObject({ state: 'rejected' });
    expect(upload.reason).toContain('found here');
  });
});
