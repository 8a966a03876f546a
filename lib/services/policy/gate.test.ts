import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeId } from '#lib/ids.ts';
import { gateMarkdown } from '#lib/views/gate/gate-markdown.ts';
import { gateSarif } from '#lib/views/gate/gate-sarif.ts';
import { getGate } from '#lib/views/gate/get-gate.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { savePolicy } from './save-policy.ts';
import { type FakePackage, LOG4J, trivyOf } from './testing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

const OLD: FakePackage = {
  name: 'org.old:lib',
  version: '1.0',
  advisory: 'CVE-2020-1000',
  severity: 'CRITICAL',
  fixed: '1.1',
};
const NEW: FakePackage = { name: 'org.new:lib', version: '2.0', advisory: 'CVE-2024-2000', severity: 'HIGH' };

async function send(repo: string, ref: string, report: string, params: Record<string, unknown> = {}) {
  tick(harness, 1);
  const upload = await harness.deliver({ repo, ref, ...params }, report);
  return getUpload(harness.ctx, encodeId('upload', upload));
}
const exploit = (repo: string, advisory: string, value: number) =>
  harness.admin`
    update findings f set exploit = ${value} from repositories r
    where r.slug = ${repo} and f.org_id = r.org_id and f.repo_id = r.id and f.advisory = ${advisory}`;
async function gatesTold(repo: string) {
  const rows = await harness.admin<{ kind: string; detail: { commit: string | null; stillOpen?: number | null } }[]>`
    select o.kind, o.detail from outbox o join repositories r on r.org_id = o.org_id and r.id = o.repo_id
    where r.full_name = ${repo} and o.kind like '%gate%' order by o.id`;
  return rows.map(({ kind, detail }) => [kind, detail] as const);
}

describe('the answer of an upload', () => {
  it('fails a branch that adds something critical with a fix, and says what would make it pass', async () => {
    await send('acme/web', 'main', trivyOf(OLD));
    const { gate } = await send('acme/web', 'pr-1', trivyOf(OLD, LOG4J), { commit: 'abcdef1' });
    expect(gate).toMatchObject({
      ...{ outcome: 'fail', passed: false, policy: { version: 0, override: null } },
      violations: [
        {
          ...{ rule: 'new-critical', count: 1, outcome: 'fail' },
          message: '1 critical finding with a fix added by this branch; none is allowed.',
          remedy: ['Upgrade org.apache.logging.log4j:log4j-core from 2.14.1 to 2.15.0.'],
          findings: [
            { ref: 'acme/web#2', package: LOG4J.name, fix: '2.15.0', path: 'pom.xml', advisory: LOG4J.advisory },
          ],
        },
      ],
    });
    expect(gate?.rules.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['new-secrets', 'pass'],
      ['new-exploited', 'unknown'],
      ['new-critical', 'fail'],
      ['new-high', 'warn'],
    ]);
  });

  it('passes a branch that only inherits, whatever it inherits', async () => {
    await exploit('acme/web', OLD.advisory, 5);
    expect((await send('acme/web', 'pr-2', trivyOf(OLD))).gate).toMatchObject({
      outcome: 'pass',
      violations: [],
      warnings: [],
    });
  });

  it('warns of what is unknown: a first report has nothing to be compared with', async () => {
    const { gate } = await send('acme/first', 'main', trivyOf(LOG4J));
    expect(gate).toMatchObject({ outcome: 'warn', violations: [] });
    expect(gate?.warnings[0]?.message).toBe('This is the first report of trivy on main: what is new is unknown.');
    const branch = await send('acme/first', 'pr', sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'x' }]));
    expect(branch.gate?.warnings[0]?.message).toContain(
      'main has no report of plumbtest yet to compare this branch with',
    );
  });

  it('counts what a report of the default branch opens, and tells of it', async () => {
    await send('acme/trunk', 'main', trivyOf(OLD));
    expect((await send('acme/trunk', 'main', trivyOf(OLD), { commit: 'abcdef2' })).gate?.outcome).toBe('pass');
    expect((await send('acme/trunk', 'main', trivyOf(OLD, LOG4J))).gate?.outcome).toBe('fail');
    const about = { rules: ['new-critical'], policy: 0, ref: 'main', commit: null };
    expect(await gatesTold('acme/trunk')).toEqual([['gate_failed', about]]);
    // It is there now: the next report inherits it.
    expect((await send('acme/trunk', 'main', trivyOf(OLD, LOG4J, NEW))).gate?.outcome).not.toBe('fail');
    expect((await gatesTold('acme/trunk')).slice(1)).toEqual([['gate_passed', { ...about, stillOpen: 1 }]]);
    // Fixed in the very report that passes.
    await send(
      'acme/trunk',
      'main',
      trivyOf(OLD, LOG4J, NEW, { ...LOG4J, name: 'org.other:lib', advisory: 'CVE-2024-3000' }),
    );
    await send('acme/trunk', 'main', trivyOf(OLD, LOG4J, NEW));
    expect((await gatesTold('acme/trunk')).slice(2).map(([kind, { stillOpen }]) => [kind, stillOpen])).toEqual([
      ['gate_failed', undefined],
      ['gate_passed', 0],
    ]);
  });

  it('of a branch is told of once, until other findings break it or nothing does any more', async () => {
    const repo = 'acme/told';
    await send(repo, 'main', trivyOf(OLD));
    await send(repo, 'main', sarifOf([]));
    const push = (commit: string, ...packages: FakePackage[]) =>
      send(repo, 'refs/pull/7/merge', trivyOf(OLD, ...packages), { commit });
    const kinds = async () => (await gatesTold(repo)).map(([kind, { commit }]) => [kind, commit]);
    const OTHER = { ...LOG4J, name: 'org.other:lib', advisory: 'CVE-2024-3000' };
    await push('aaaaaaa1', LOG4J);
    expect(await gatesTold(repo)).toEqual([
      ['branch_gate_failed', { rules: ['new-critical'], policy: 0, ref: 'refs/pull/7/merge', commit: 'aaaaaaa1' }],
    ]);
    // Another report of the run, and another push, say the same.
    await send(repo, 'refs/pull/7/merge', sarifOf([]), { commit: 'aaaaaaa1' });
    await push('aaaaaaa2', LOG4J, NEW);
    expect(await kinds()).toHaveLength(1);
    await push('aaaaaaa3', LOG4J, OTHER);
    await push('aaaaaaa4', OTHER);
    await push('aaaaaaa5');
    await push('aaaaaaa6');
    expect((await kinds()).slice(1)).toEqual([
      ['branch_gate_failed', 'aaaaaaa3'],
      ['branch_gate_passed', 'aaaaaaa5'],
    ]);
  });

  it('of a ref passes again only when no report of it fails any more', async () => {
    const repo = 'acme/told-two';
    for (const pipeline of ['a', 'b']) await send(repo, 'main', trivyOf(OLD), { pipeline });
    for (const pipeline of ['a', 'b']) await send(repo, 'pr', trivyOf(OLD, LOG4J), { pipeline });
    await send(repo, 'pr', `${trivyOf(OLD)} `, { pipeline: 'a' });
    expect((await gatesTold(repo)).map(([kind]) => kind)).toEqual(['branch_gate_failed']);
    await send(repo, 'pr', `${trivyOf(OLD)}  `, { pipeline: 'b' });
    expect((await gatesTold(repo)).map(([kind]) => kind)).toEqual(['branch_gate_failed', 'branch_gate_passed']);
  });

  it('is kept as it was, and is nothing for a report without effect', async () => {
    const held = await harness.accept({ repo: 'acme/web', ref: 'pr-9' }, trivyOf(OLD));
    expect((await getUpload(harness.ctx, encodeId('upload', held.upload))).gate).toBeNull();
  });

  it('leaves out what is a false positive, and what is accepted', async () => {
    await send('acme/decided', 'main', trivyOf(OLD));
    await send('acme/decided', 'pr-0', trivyOf(OLD, LOG4J));
    await harness.admin`update findings set decided = 'accepted' where advisory = ${LOG4J.advisory}`;
    expect((await send('acme/decided', 'pr-0', trivyOf(OLD, LOG4J), { commit: 'abcdef2' })).gate?.violations).toEqual(
      [],
    );
    await harness.admin`update findings set decided = 'false_positive' where advisory = ${LOG4J.advisory}`;
    expect((await send('acme/decided', 'pr-0', trivyOf(OLD, LOG4J), { commit: 'abcdef3' })).gate?.outcome).toBe('pass');
    await harness.admin`update findings set decided = null`;
  });
});

describe('the gate of a ref', () => {
  const ask = (request: object) => getGate(harness.ctx, { repo: 'acme/gated', ...request });

  it('fails for one finding in KEV that the branch adds, over all of its reports, until it is gone', async () => {
    await send('acme/gated', 'main', trivyOf(OLD));
    await send('acme/gated', 'main', sarifOf([]));
    await send('acme/gated', 'pr', sarifOf([]), { commit: 'aaaaaaa1' });
    await send('acme/gated', 'pr', trivyOf(OLD, NEW), { commit: 'aaaaaaa1' });
    await exploit('acme/gated', NEW.advisory, 5);
    await exploit('acme/gated', OLD.advisory, 5);
    const gate = await ask({ ref: 'pr', commit: 'aaaaaaa1' });
    expect(gate).toMatchObject({ outcome: 'fail', commit: 'aaaaaaa1' });
    expect(gate.violations.map(({ rule, count }) => [rule, count])).toEqual([['new-exploited', 1]]);
    expect(gate.violations[0]?.remedy).toEqual([
      'No version of org.new:lib has a fix for CVE-2024-2000 yet: do without it, or ask for an exception.',
    ]);
    expect(gateMarkdown(gate)).toContain(
      '| high, exploited | [#\u200b2](http://plumbline.test/repositories/acme/gated/findings/2)',
    );
    expect(await gateSarif(harness.ctx, { repo: 'acme/gated', ref: 'pr' })).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          results: [
            {
              ruleId: NEW.advisory,
              level: 'error',
              locations: [{ physicalLocation: { artifactLocation: { uri: 'pom.xml' } } }],
            },
          ],
        },
      ],
    });
    await send('acme/gated', 'pr', trivyOf(OLD), { commit: 'aaaaaaa2' });
    expect(await ask({ ref: 'pr' })).toMatchObject({ outcome: 'pass', commit: 'aaaaaaa2' });
  });

  it('no longer counts what the default branch has by now', async () => {
    await send('acme/gated', 'pr-b', trivyOf(OLD, LOG4J));
    expect((await ask({ ref: 'pr-b' })).outcome).toBe('fail');
    await send('acme/gated', 'main', trivyOf(OLD, LOG4J));
    expect((await ask({ ref: 'pr-b' })).outcome).toBe('pass');
  });

  it('is unknown for a commit without a report, and pending while one waits', async () => {
    const none = await ask({ ref: 'pr', commit: 'fffffff' });
    expect(none.rules.find(({ id }) => id === 'new-critical')).toMatchObject({
      ...{ outcome: 'unknown', message: 'No report of commit fffffff is in effect on pr.' },
    });
    const { upload } = await harness.accept({ repo: 'acme/gated', ref: 'pr' }, trivyOf(OLD, NEW));
    expect(await ask({ ref: 'pr' })).toMatchObject({
      outcome: 'pending',
      passed: false,
      waiting: [{ status: 'received' }],
    });
    await harness.process(upload);
    expect((await ask({ ref: 'pr' })).outcome).toBe('fail');
  });

  it('is for whoever may see what became of its reports', async () => {
    const bound = (pipelines: string[]) =>
      actAs(harness, {
        kind: 'upload_token',
        orgId: harness.ctx.orgId,
        tokenId: 1,
        scopes: ['acme/gated'],
        pipelines,
        scanners: [],
      });
    expect((await getGate(await bound([]), { repo: 'acme/gated', ref: 'pr' })).repo).toBe('acme/gated');
    await expect(getGate(await bound(['ci']), { repo: 'acme/gated' })).rejects.toThrow('no such repository');
    await expect(getGate(await bound([]), { repo: 'acme/web' })).rejects.toThrow('no such repository');
    expect((await getGate(await bound(['default']), { repo: 'acme/gated', pipeline: 'default' })).repo).toBe(
      'acme/gated',
    );
  });

  it('asks for scanners, and for all that a ref has, where the policy does', async () => {
    const text = [
      'version: 1',
      'rules:',
      '  - { id: scanned, kind: scanner, categories: [dependency, secret], max_age: 24h, this_commit: true }',
      '  - { id: total, kind: severity, findings: total, max: { critical: 1 } }',
    ].join('\n');
    await savePolicy(harness.ctx, { text, message: '', version: 0 });
    const sent = await send('acme/gated', 'pr', trivyOf(OLD, LOG4J, NEW), { commit: 'bbbbbbb1' });
    expect(sent.gate?.rules.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['scanned', 'later'],
      ['total', 'fail'],
    ]);
    const gate = await ask({ ref: 'pr', commit: 'bbbbbbb1' });
    expect(gate.violations.map(({ rule, message, count }) => [rule, message, count])).toEqual([
      ['scanned', 'pr has no whole report of secret.', null],
      ['total', '2 critical findings on pr; 1 is allowed.', 2],
    ]);
    expect(gate.violations[1]?.findings.map(({ advisory }) => advisory)).toEqual([OLD.advisory, LOG4J.advisory]);
  });
});
