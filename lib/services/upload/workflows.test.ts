import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceView } from '#lib/contracts/evidence.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { encodeId } from '#lib/ids.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { recount } from '../recount.ts';
import { type Harness, startHarness, tick } from '../testing.ts';

const FIXTURES = resolve(import.meta.dirname, '../../scanners/plumbline-workflows/fixtures');
const ZIZMOR = resolve(import.meta.dirname, '../../scanners/zizmor/fixtures/release.sarif');
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const using = (action: string, name = 'CI') =>
  `name: ${name}\non: push\npermissions: {}\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ${action}\n`;

async function open(repo: string): Promise<string[]> {
  const list = await getFindings(harness.ctx, findingListParams.parse({ repo, state: 'open' }));
  return list.items.map((item) => `${item.path}:${item.line} ${item.rule}`).sort();
}

function deliver(repo: string, path: string, text: string) {
  tick(harness, 1);
  return harness.deliver({ repo, path }, text);
}

describe('a workflow that is sent', () => {
  it('alone says nothing of the others, and replaces what it said itself', async () => {
    const repo = 'acme/single';
    await deliver(repo, '.github/workflows/a.yml', using('acme/x@v1'));
    const second = await deliver(repo, '.github/workflows/b.yml', using('acme/y@v1'));
    expect(second).toMatchObject({ state: 'processed', scanner: 'plumbline-workflows', introduced: 1, fixed: 0 });
    const fixed = await deliver(repo, '.github/workflows/a.yml', using(`acme/x@${'b'.repeat(40)}`));
    expect(fixed).toMatchObject({ introduced: 0, fixed: 1, incomplete: [] });
    expect(await open(repo)).toEqual(['.github/workflows/b.yml:8 unpinned-uses']);
    const { parts } = await getUpload(harness.ctx, encodeId('upload', fixed));
    expect(parts).toMatchObject([{ kept_open: 1, gaps: [{ scope: 'outside', paths: ['.github/workflows/a.yml'] }] }]);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });

  it('is another file where it stands elsewhere, even with the same bytes; and the same delivery where it does not', async () => {
    const repo = 'acme/twins';
    const text = using('acme/x@v1');
    await deliver(repo, '.github/workflows/a.yml', text);
    const twin = await deliver(repo, '.github/workflows/b.yml', text);
    expect(twin).toMatchObject({ introduced: 1, fixed: 0 });
    expect(await open(repo)).toHaveLength(2);
    expect((await harness.accept({ repo, path: './.github/workflows/b.yml' }, text)).duplicate).toBe(true);
  });

  it('with all others closes what a file that is gone had, and keeps what was sent of another folder', async () => {
    const repo = 'acme/whole';
    await deliver(repo, '.github/workflows/gone.yml', using('acme/x@v1'));
    await deliver(repo, '.gitlab-ci.yml', 'build:\n  image: node:22\n  script: make\n');
    tick(harness, 1);
    const zip = readFileSync(join(FIXTURES, 'workflows.zip'));
    const whole = await harness.deliver({ repo }, zip);
    expect(whole).toMatchObject({ state: 'processed', format: 'plumbline-workflows', fixed: 1 });
    const left = await open(repo);
    expect(left).toContain('.gitlab-ci.yml:2 gitlab-unpinned-image');
    expect(left.join()).not.toContain('gone.yml');
  });

  it('that cannot be read is rejected with the line, and closes nothing', async () => {
    const repo = 'acme/broken';
    await deliver(repo, '.github/workflows/a.yml', using('acme/x@v1'));
    const broken = await deliver(repo, '.github/workflows/a.yml', `${using('acme/x@v1')}on: push\n`);
    expect(broken).toMatchObject({ state: 'rejected', position: 'line 9, column 1' });
    expect(await open(repo)).toHaveLength(1);
  });

  it('with a secret is stored without it, and says the same when it is read again', async () => {
    const repo = 'acme/secret';
    const value = ['hunter2', 'X9z', 'Qq71'].join('-');
    const upload = await deliver(
      repo,
      '.gitlab-ci.yml',
      `variables:\n  DB_PASSWORD: "${value}"\nbuild:\n  script: make\n`,
    );
    expect(upload).toMatchObject({ state: 'processed', introduced: 1 });
    const detail = await getFinding(harness.ctx, { repo, number: 1 });
    expect(JSON.stringify(detail)).not.toContain(value);
    expect(detail.finding).toMatchObject({ rule: 'gitlab-literal-secret', severity: 'high', line: 2 });
    const stored: Buffer[] = [];
    for await (const chunk of harness.blobs.read(upload.blob)) stored.push(chunk as Buffer);
    expect(Buffer.concat(stored).toString('utf8')).not.toContain(value);
  });

  it('shows the change that closes a finding, and where it is', async () => {
    const repo = 'acme/change';
    await deliver(repo, '.github/workflows/a.yml', using('acme/x@v1'));
    const { evidence } = await getFinding(harness.ctx, { repo, number: 1 });
    expect(evidence[0]?.detail).toMatchObject({ job: 'a', step: 'acme/x', workflow: '.github/workflows/a.yml' });
    expect(evidence[0]?.detail.change).toContain('+      - uses: acme/x@<commit of v1> # v1');
  });

  it('meets what zizmor says of the same places', async () => {
    const repo = 'acme/both';
    const ours = await deliver(
      repo,
      '.github/workflows/release.yml',
      readFileSync(join(FIXTURES, 'release.yml'), 'utf8'),
    );
    tick(harness, 1);
    const theirs = await harness.deliver({ repo }, readFileSync(ZIZMOR));
    expect([ours.introduced, theirs.state]).toEqual([expect.any(Number), 'processed']);
    const list = await getFindings(harness.ctx, findingListParams.parse({ repo, state: 'open', limit: '200' }));
    const all = await Promise.all(list.items.map(({ number }) => getFinding(harness.ctx, { repo, number })));
    const both = all.filter(({ evidence }) => evidence.length === 2);
    expect(both.map(({ evidence }) => ruleOfOurs(evidence)).sort()).toEqual(MET);
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });
});

const ruleOfOurs = (evidence: EvidenceView[]): string => {
  const ours = evidence.find(({ scanner }) => scanner === 'plumbline-workflows');
  return `${ours?.rule} in ${ours?.detail.job ?? 'the file'}`;
};

/** What zizmor 1.32 says too; it has more to say of jobs, and nothing of machines, downloads and deployments. */
const MET = [
  'excessive-permissions in publish',
  'excessive-permissions in the file',
  'exposed-secrets in notify',
  'insecure-commands in the file',
  'template-injection in test',
  'unpinned-uses in notify',
  'unpinned-uses in publish',
  'unpinned-uses in publish',
  'unpinned-uses in test',
];
