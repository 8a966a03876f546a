import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { joinRepository } from '../advisory/join-repository.ts';
import { bomOf } from '../advisory/testing.ts';
import { previewRule } from '../exception-rule/preview-rule.ts';
import { makeRule, runRuleJobs } from '../exception-rule/testing.ts';
import { withdrawRule } from '../exception-rule/withdraw-rule.ts';
import { recount } from '../recount.ts';
import { repair } from '../repair.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { followExploitation } from './follow-exploitation.ts';
import { followFeed } from './follow-feed.ts';
import { cveOf, osvOf, sendFeed } from './testing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

let serial = 0;
async function deliver(repo: string, list: Parameters<typeof bomOf>[0], tool = 'tool') {
  tick(harness, 1);
  serial += 1;
  return harness.deliver({ repo, pipeline: tool }, bomOf(list, tool, serial));
}

/** Loads records, and does all that the worker does by that. */
async function load(records: Parameters<typeof osvOf>[0], force = false) {
  const load = await sendFeed(harness, 'osv', osvOf(records), force);
  tick(harness, 1);
  if (load.state === 'loaded') await followFeed(harness, { orgId: harness.ctx.orgId, load: load.id });
  const jobs = await harness.admin<{ key: string }[]>`
    delete from graphile_worker._private_jobs where key like 'exploitation:%' or key like 'join:%' returning key`;
  for (const { key } of jobs.toSorted((a, b) => (a.key < b.key ? 1 : -1))) {
    const scope = { orgId: harness.ctx.orgId, repoId: Number(key.split(':').at(-1)) };
    await (key.startsWith('join:') ? joinRepository(harness, scope) : followExploitation(harness, scope));
  }
  return { load, jobs: jobs.map(({ key }) => key) };
}

interface Placed {
  advisory: string;
  bucket: string;
  kind: string;
  target: string | null;
  lane: number;
  fixes: string[] | null;
}
async function placed(repo: string): Promise<Placed[]> {
  const rows = await harness.admin<(Placed & { exploit: number })[]>`
    select f.advisory, f.exploit, a.kind, a.target, a.lane::int, f.fixed_versions as fixes from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    join actions a on a.org_id = f.org_id and a.repo_id = f.repo_id and a.number = f.action_number
    where r.slug = ${repo} order by f.advisory`;
  return rows.map(({ exploit, ...row }) => ({ ...row, bucket: EXPLOITS[exploit] ?? '' }));
}
const clean = async () => expect((await recount(harness.sql)).differences).toEqual([]);
const told = (kind: string) =>
  harness.admin<{ detail: object }[]>`select detail from outbox where kind = ${kind} order by id`;
const fixedAt = (version: string, name = 'acme-yaml') => ({
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: version }] }],
    },
  ],
});

describe('records of OSV', () => {
  it('wake what waited for a fix: the upgrade goes to the version that fixes all, and back when they are withdrawn', async () => {
    const { repoId } = await deliver('acme/wakes', [
      { id: cveOf(1) },
      { id: cveOf(2) },
      { id: cveOf(3), package: 'other' },
    ]);
    expect((await placed('acme/wakes')).map(({ kind, lane }) => `${kind} ${lane}`)).toEqual([
      'watch 2',
      'watch 2',
      'watch 2',
    ]);
    const first = await load([
      { id: 'GHSA-aaaa-aaaa-0001', aliases: [cveOf(1)], ...fixedAt('1.2.0') },
      { id: 'GHSA-aaaa-aaaa-0002', aliases: [cveOf(2)], ...fixedAt('1.4.0') },
      { id: 'GHSA-aaaa-aaaa-0003', aliases: [cveOf(3)], ...fixedAt('9.0.0', 'unrelated') },
    ]);
    expect(first.load).toMatchObject({ state: 'loaded', rows: 3, changed: 3, older: 0, invalid: 0 });
    const woken = { kind: 'upgrade', target: '1.4.0', lane: 1, bucket: 'none' };
    expect(await placed('acme/wakes')).toEqual([
      { advisory: cveOf(1), fixes: ['1.2.0'], ...woken },
      { advisory: cveOf(2), fixes: ['1.4.0'], ...woken },
      { advisory: cveOf(3), fixes: null, kind: 'watch', target: null, lane: 2, bucket: 'none' },
    ]);
    await clean();
    const page = await getFinding(harness.ctx, { repo: 'acme/wakes', number: 1 });
    expect(page.timeline.map(({ text }) => text)).toContain('A fix is known now, says OSV: 1.2.0');
    expect(page.osv).toMatchObject({
      fixed_versions: ['1.2.0'],
      records: [{ id: 'GHSA-aaaa-aaaa-0001', modified_at: '2026-02-20T00:00:00.000Z', withdrawn: false, fixes: true }],
    });
    // The same again changes nothing, not even when it is followed again.
    const before = await harness.admin`select count(*) from outbox`;
    await followExploitation(harness, { orgId: harness.ctx.orgId, repoId });
    expect(await harness.admin`select count(*) from outbox`).toEqual(before);
    await load([{ id: 'GHSA-aaaa-aaaa-0002', modified: '2026-02-22', withdrawn: true }]);
    expect((await placed('acme/wakes')).map(({ kind, target }) => `${kind} ${target}`)).toEqual([
      'upgrade 1.2.0',
      'watch null',
      'watch null',
    ]);
    await clean();
  });

  it('give tomorrow\u2019s findings their fix, and leave those alone whose report names one', async () => {
    await load([{ id: 'GHSA-aaaa-aaaa-0009', aliases: [cveOf(9)], ...fixedAt('1.1.0') }]);
    await deliver('acme/tomorrow', [{ id: cveOf(9) }]);
    expect(await placed('acme/tomorrow')).toMatchObject([{ kind: 'upgrade', target: '1.1.0', fixes: ['1.1.0'] }]);
    // Another report of the same stream, with another text: its columns are written anew.
    await deliver('acme/tomorrow', [{ id: cveOf(9), severity: 'low' }]);
    expect(await placed('acme/tomorrow')).toMatchObject([{ kind: 'upgrade', target: '1.1.0', fixes: ['1.1.0'] }]);
    await clean();
  });

  it('teach names for the whole organization: findings that are one by that become one', async () => {
    await deliver('acme/names', [{ id: 'GHSA-bbbb-bbbb-0001' }], 'one');
    await deliver('acme/names', [{ id: 'PYSEC-2031-1' }], 'two');
    expect((await placed('acme/names')).map(({ advisory }) => advisory)).toEqual([
      'GHSA-bbbb-bbbb-0001',
      'PYSEC-2031-1',
    ]);
    const { jobs } = await load([{ id: 'PYSEC-2031-1', aliases: ['GHSA-bbbb-bbbb-0001', cveOf(20)] }]);
    expect(jobs.length).toBeGreaterThan(0);
    expect((await placed('acme/names')).map(({ advisory }) => advisory)).toEqual([cveOf(20)]);
    await clean();
  });

  it('make a package malicious by any of its names: act now, an event, a word, until they are withdrawn', async () => {
    await deliver('acme/bad', [{ id: 'GHSA-cccc-cccc-0001', severity: 'low' }]);
    expect(await placed('acme/bad')).toMatchObject([{ bucket: 'none', lane: 2 }]);
    await load([{ id: 'MAL-2031-1', aliases: ['GHSA-cccc-cccc-0001'] }]);
    expect(await placed('acme/bad')).toMatchObject([{ advisory: 'GHSA-cccc-cccc-0001', bucket: 'malicious', lane: 0 }]);
    expect((await told('malicious_found')).map(({ detail }) => detail)).toEqual([
      { count: 1, findings: [{ number: 1, advisory: 'GHSA-cccc-cccc-0001' }] },
    ]);
    const { items } = await getFindings(harness.ctx, findingListParams.parse({ exploit: 'malicious' }));
    expect(items.map(({ repo, exploit }) => [repo, exploit])).toEqual([['acme/bad', 'malicious']]);
    const page = await getFinding(harness.ctx, { repo: 'acme/bad', number: 1 });
    expect(page.osv?.malicious).toMatchObject({ id: 'MAL-2031-1', modified_at: '2026-02-20T00:00:00.000Z' });
    expect(page.action).toMatchObject({ title: 'Remove acme-yaml: it is malicious' });
    expect(page.action?.why[0]).toEqual({ text: 'the package is malicious', at: '2026-02-20T00:00:00.000Z' });
    await clean();
    await load([{ id: 'MAL-2031-1', modified: '2026-02-21', withdrawn: true }]);
    expect(await placed('acme/bad')).toMatchObject([{ bucket: 'none', lane: 2 }]);
    await clean();
  });

  it('rate what no report rates, with their date, and nothing else', async () => {
    const rated = { id: 'GHSA-eeee-eeee-0001', aliases: [cveOf(50)] };
    const severityOf = async (repo: string) => (await getFinding(harness.ctx, { repo, number: 1 })).finding.severity;
    await deliver('acme/unrated', [{ id: cveOf(50), severity: 'unknown' }]);
    await deliver('acme/low', [{ id: cveOf(50), severity: 'low' }]);
    expect(await severityOf('acme/unrated')).toBe('unknown');
    await load([{ ...rated, database_specific: { severity: 'HIGH' } }]);
    const page = await getFinding(harness.ctx, { repo: 'acme/unrated', number: 1 });
    expect(page.finding.severity).toBe('high');
    expect(page.osv?.severity).toEqual({ value: 'high', id: rated.id, modified_at: '2026-02-20T00:00:00.000Z' });
    expect(page.timeline[0]?.text).toBe('Severity changed from unknown to high, by what records of OSV state');
    const low = await getFinding(harness.ctx, { repo: 'acme/low', number: 1 });
    expect([low.finding.severity, low.osv?.severity]).toEqual(['low', null]);
    await clean();
    // What opens later has it from the beginning; a second scanner that says otherwise is believed.
    await deliver('acme/later', [{ id: cveOf(50), severity: 'unknown' }]);
    expect(await severityOf('acme/later')).toBe('high');
    await deliver('acme/later', [{ id: cveOf(50), severity: 'medium' }], 'other');
    expect(await severityOf('acme/later')).toBe('medium');
    await clean();
    const { jobs } = await load([{ ...rated, modified: '2026-02-22', database_specific: { severity: 'CRITICAL' } }]);
    expect(jobs).toHaveLength(3);
    const all = ['acme/unrated', 'acme/low', 'acme/later'];
    expect(await Promise.all(all.map(severityOf))).toEqual(['critical', 'low', 'medium']);
    await clean();
    await harness.admin`update findings set severity = 1 where advisory = ${cveOf(50)}`;
    const wrong = (await recount(harness.sql)).differences;
    expect(wrong.filter(({ column }) => column === 'severity').map(({ scope }) => scope)).toEqual(['acme/unrated 1']);
    await harness.admin`update findings f set severity = case r.slug when 'acme/unrated' then 4 when 'acme/later' then 2 else 1 end
      from repositories r where r.id = f.repo_id and f.advisory = ${cveOf(50)}`;
    await load([{ ...rated, modified: '2026-02-23', withdrawn: true }]);
    expect(await Promise.all(all.map(severityOf))).toEqual(['unknown', 'low', 'medium']);
    await clean();
  });

  it('a recount notices findings whose fixes, or whose action, are not what they say; a repair puts it right', async () => {
    await load([{ id: 'GHSA-ffff-ffff-0001', aliases: [cveOf(60)], ...fixedAt('1.4.0') }]);
    await deliver('acme/stray', [{ id: cveOf(60) }, { id: cveOf(61), package: 'other' }]);
    await clean();
    // What a job has still to do is no mistake: here all of them are done.
    await harness.admin`delete from graphile_worker._private_jobs where key like 'follow-feed:%'`;
    const columns = async () =>
      (await recount(harness.sql)).differences
        .filter(({ scope }) => scope === 'acme/stray 1')
        .map(({ column, stored, counted }) => [column, stored, counted]);
    await harness.admin`update findings set fixed_versions = '{1.3.0}' where advisory = ${cveOf(60)}`;
    expect(await columns()).toEqual([['fixed_versions', '1.3.0', '1.4.0']]);
    await repair(harness.admin, harness.clock.now);
    await clean();
    await harness.admin`
      update findings f set action_number = o.action_number from findings o
      where f.advisory = ${cveOf(60)} and o.repo_id = f.repo_id and o.advisory = ${cveOf(61)}`;
    expect(await columns()).toContainEqual(['action_number', 'watch', 'upgrade']);
    await repair(harness.admin, harness.clock.now);
    await clean();
    expect(await placed('acme/stray')).toMatchObject([{ kind: 'upgrade', target: '1.4.0' }, { kind: 'watch' }]);
  });

  it('are not needed where a report itself names the malicious package, and no rule of exceptions decides about it', async () => {
    const conditions = { packages: ['evil', 'harmless'] };
    const preview = await previewRule(harness.ctx, rulePreviewBody.parse({ kind: 'accepted', conditions }));
    expect(preview).toMatchObject({ findings: { value: 0 }, kev: 0 });
    const rule = await makeRule(harness, conditions);
    await deliver('acme/ruled', [
      { id: 'MAL-2031-3', package: 'evil' },
      { id: cveOf(70), package: 'harmless' },
    ]);
    const states = await harness.sql<{ state: string }[]>`
      select f.state from findings f join repositories r on r.id = f.repo_id where r.slug = 'acme/ruled' order by f.number`;
    expect(states.map(({ state }) => state)).toEqual(['open', 'accepted']);
    await withdrawRule(harness.ctx, rule);
    await runRuleJobs(harness);
    const again = await previewRule(harness.ctx, rulePreviewBody.parse({ kind: 'accepted', conditions }));
    expect(again).toMatchObject({ findings: { value: 1 }, kev: 1 });
    await deliver('acme/said', [{ id: 'MAL-2031-2', package: 'evil' }]);
    expect(await placed('acme/said')).toMatchObject([{ bucket: 'malicious', lane: 0 }]);
    expect((await told('malicious_found')).at(-1)?.detail).toEqual({
      count: 1,
      findings: [{ number: 1, advisory: 'MAL-2031-2' }],
    });
    await clean();
  });

  it('are left out when they are older than what is loaded of them; a file of nothing else is refused', async () => {
    const stored = { id: 'GHSA-dddd-dddd-0001', aliases: [cveOf(40)] };
    await load([{ ...stored, modified: '2026-02-25' }]);
    const mixed = await load([
      { ...stored, modified: '2026-02-24', ...fixedAt('7.0.0') },
      { id: 'GHSA-dddd-dddd-0002' },
    ]);
    expect(mixed.load).toMatchObject({ state: 'loaded', rows: 2, changed: 1, older: 1 });
    const old = [{ ...stored, modified: '2026-02-23', ...fixedAt('7.0.0') }];
    expect((await load(old)).load).toMatchObject({
      state: 'refused',
      reason: expect.stringMatching(/older than what is loaded/),
    });
    const [kept] = await harness.admin<
      { affected: unknown }[]
    >`select affected from osv_records where id = ${stored.id}`;
    expect(kept?.affected).toBeNull();
    expect((await load(old, true)).load).toMatchObject({ state: 'loaded', changed: 1 });
  });
});
