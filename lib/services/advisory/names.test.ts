import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { recount } from '../recount.ts';
import { repair } from '../repair.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import type { Reader } from '../upload/read/protocol.ts';
import { joinRepository } from './join-repository.ts';
import { bomOf, type FakeVulnerability } from './testing.ts';

let harness: Harness;

/** What happens between the next reading and its being applied. */
let meanwhile: (() => Promise<unknown>) | null = null;

beforeAll(async () => {
  const readers: Reader = {
    read: async (request, canonicalNames) => {
      const outcome = await inProcessReader.read(request, canonicalNames);
      const work = meanwhile;
      meanwhile = null;
      await work?.();
      return outcome;
    },
  };
  harness = await startHarness(undefined, { readers });
});
afterAll(() => harness.close());

/** Names that no other test of the organization has. */
let serial = 0;
let deliveries = 0;
function fresh() {
  serial += 1;
  const tail = String(serial).padStart(4, '0');
  return { cve: `CVE-2031-1${tail}`, ghsa: `GHSA-aaaa-bbbb-${tail}`, snyk: `SNYK-JS-ACME-1${tail}` };
}

/** Each tool is a stream of its own. */
async function deliver(repo: string, tool: string, list: FakeVulnerability[], params: Record<string, unknown> = {}) {
  tick(harness, 1);
  deliveries += 1;
  return harness.deliver(
    { repo, pipeline: tool, ...params },
    bomOf([...list, { id: 'CVE-2030-9999', package: 'idle' }], tool, deliveries),
  );
}

interface Row {
  number: number;
  state: string;
  advisory: string;
  severity: number;
  severitySet: number | null;
}

const rowsOf = (repo: string) => harness.sql<Row[]>`
  select f.number, f.state, f.advisory, f.severity, f.severity_set from findings f
  join repositories r on r.org_id = f.org_id and r.id = f.repo_id
  where r.slug = ${repo} and f.package_name <> 'idle' order by f.number`;

const clean = async () => expect((await recount(harness.sql)).differences).toEqual([]);

async function jobsOf(): Promise<number[]> {
  const rows = await harness.admin<{ key: string }[]>`
    delete from graphile_worker._private_jobs where key like 'join:%' returning key`;
  return rows.map((row) => Number(row.key.slice('join:'.length))).sort((a, b) => a - b);
}

describe('findings under several names of one advisory', () => {
  it('become one when a report states both names: the older number stays, the newer one leads to it', async () => {
    const repo = 'acme/joined';
    const { cve, ghsa, snyk } = fresh();
    await deliver(repo, 'a', [{ id: ghsa, severity: 'low' }]);
    await deliver(repo, 'b', [{ id: cve, severity: 'high' }]);
    expect((await rowsOf(repo)).map((row) => row.advisory)).toEqual([ghsa, cve]);
    const [older = 0, newer = 0] = (await rowsOf(repo)).map((row) => row.number);
    const third = await deliver(repo, 'c', [{ id: snyk, aliases: [ghsa, cve] }]);
    // Its other finding is known by both tools already.
    expect(third).toMatchObject({ introduced: 0, fixed: 0, reopened: 0 });
    expect(await rowsOf(repo)).toMatchObject([{ number: older, state: 'open', advisory: cve, severity: 3 }]);
    await clean();
    const view = await getFinding(harness.ctx, { repo, number: newer });
    expect(view.finding.number).toBe(older);
    expect(view.evidence.map(({ scanner, present }) => `${scanner} ${present}`).sort()).toEqual([
      'a true',
      'b true',
      'c true',
    ]);
    expect(view.timeline.map(({ kind, text }) => [kind, text])).toContainEqual([
      'joined',
      `Joined with #${newer}: the same problem under another name (${cve})`,
    ]);
    for (const name of [cve, ghsa.toLowerCase(), snyk]) {
      const found = await getFindings(harness.ctx, findingListParams.parse({ cve: name, repo }));
      expect(found.items.map((row) => row.number)).toEqual([older]);
    }
    const byNumber = await getFindings(harness.ctx, findingListParams.parse({ q: `${repo}#${newer}` }));
    expect(byNumber.items.map((row) => row.number)).toEqual([older]);
    for (const [tool, id] of [
      ['a', ghsa],
      ['b', cve],
    ] as const) {
      expect(await deliver(repo, tool, [{ id }])).toMatchObject({ introduced: 0, fixed: 0, reopened: 0 });
    }
    expect(await rowsOf(repo)).toHaveLength(1);
    await clean();
  });

  it('are one from the beginning in a repository that comes later, and in one that a job follows up', async () => {
    const { cve, ghsa } = fresh();
    await jobsOf();
    await deliver('acme/before', 'a', [{ id: ghsa }]);
    await deliver('acme/before', 'b', [{ id: cve }]);
    const teaching = await deliver('acme/teacher', 'a', [{ id: ghsa, aliases: [cve] }]);
    await deliver('acme/after', 'a', [{ id: cve }]);
    expect(await deliver('acme/after', 'b', [{ id: ghsa }])).toMatchObject({ introduced: 0 });
    expect(await rowsOf('acme/after')).toMatchObject([{ advisory: cve }]);
    const jobs = await jobsOf();
    expect(jobs).toHaveLength(1);
    expect(jobs).not.toContain(teaching.repoId);
    const scope = { orgId: harness.ctx.orgId, repoId: jobs[0] ?? 0 };
    await joinRepository(harness, scope);
    await joinRepository(harness, scope);
    expect(await rowsOf('acme/before')).toMatchObject([{ advisory: cve, state: 'open' }]);
    await clean();
  });

  it('join in a report of the repository itself, before its job came: nothing is fixed or introduced by it', async () => {
    const { cve, ghsa } = fresh();
    await deliver('acme/waiting', 'a', [{ id: ghsa }]);
    await deliver('acme/other-teacher', 'a', [{ id: ghsa, aliases: [cve] }]);
    expect(await deliver('acme/waiting', 'a', [{ id: cve }])).toMatchObject({ introduced: 0, fixed: 0 });
    expect(await rowsOf('acme/waiting')).toMatchObject([{ advisory: cve, state: 'open' }]);
    await jobsOf();
    await clean();
  });

  it('keep what a person decided, and the strongest state and oldest clock of all', async () => {
    const repo = 'acme/decided';
    const { cve, ghsa, snyk } = fresh();
    await deliver(repo, 'a', [{ id: ghsa, severity: 'low' }]);
    await deliver(repo, 'a', []);
    const { repoId } = await deliver(repo, 'b', [{ id: cve, severity: 'medium' }]);
    const openedAt = harness.clock.now;
    await harness.admin`update findings set severity_set = 4 where repo_id = ${repoId} and advisory = ${cve}`;
    await harness.admin`
      insert into severity_overrides (org_id, repo_id, finding_number, severity, reason, set_at, setter_kind, setter_name)
      select org_id, repo_id, number, 4, 'test', first_seen_at, 'session', 'Ana' from findings
      where repo_id = ${repoId} and advisory = ${cve}`;
    await repair(harness.sql, harness.clock.now);
    await deliver(repo, 'c', [{ id: snyk, aliases: [cve, ghsa], severity: 'info' }]);
    const [row, ...more] = await rowsOf(repo);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ state: 'open', severity: 2, severitySet: 4 });
    const view = await getFinding(harness.ctx, { repo, number: row?.number ?? 0 });
    expect(view.finding).toMatchObject({ severity: 'critical', opened_at: openedAt.toISOString(), reopened: 0 });
    expect(view.timeline.map((event) => event.kind)).not.toContain('reopened');
    await clean();
    for (const tool of ['b', 'c']) await deliver(repo, tool, []);
    expect(await rowsOf(repo)).toMatchObject([{ state: 'fixed' }]);
    await clean();
  });

  it('of which only a ref that does not count had one stay what the tracked ones are', async () => {
    const repo = 'acme/refs';
    const { cve, ghsa } = fresh();
    await deliver(repo, 'a', [], { ref: 'main' });
    await deliver(repo, 'a', [{ id: ghsa, severity: 'critical' }], { ref: 'feature' });
    await deliver(repo, 'b', [{ id: cve, severity: 'low' }], { ref: 'main' });
    await deliver('acme/refs-teacher', 'a', [{ id: cve, aliases: [ghsa] }]);
    await deliver(repo, 'c', [{ id: cve, severity: 'low' }], { ref: 'main' });
    expect(await rowsOf(repo)).toMatchObject([{ state: 'open', severity: 1, advisory: cve }]);
    await clean();
  });

  it('join one after another: every number leads to the oldest', async () => {
    const repo = 'acme/chain';
    const { cve, ghsa, snyk } = fresh();
    for (const id of [snyk, ghsa, cve]) await deliver(repo, id, [{ id }]);
    const numbers = (await rowsOf(repo)).map((row) => row.number);
    await deliver(repo, 'one', [{ id: cve, aliases: [ghsa] }]);
    await deliver(repo, 'two', [{ id: snyk, aliases: [ghsa] }]);
    await deliver(repo, 'three', [{ id: 'PYSEC-2031-7' }]);
    await deliver(repo, 'four', [{ id: 'PYSEC-2031-7', aliases: [cve] }]);
    const [oldest] = numbers;
    expect(await rowsOf(repo)).toMatchObject([{ number: oldest, advisory: cve }]);
    for (const number of numbers) {
      expect((await getFinding(harness.ctx, { repo, number })).finding.number).toBe(oldest);
    }
    await clean();
  });

  it('join also when another repository teaches the names while a report is read', async () => {
    const repo = 'acme/race';
    const { cve, ghsa } = fresh();
    await deliver(repo, 'a', [{ id: cve }]);
    meanwhile = () => deliver('acme/race-teacher', 'a', [{ id: ghsa, aliases: [cve] }]);
    expect(await deliver(repo, 'b', [{ id: ghsa }])).toMatchObject({ state: 'processed', introduced: 0 });
    expect(await rowsOf(repo)).toMatchObject([{ advisory: cve, state: 'open' }]);
    await clean();
  });

  it('in one stream are one for it, which counts one less', async () => {
    const repo = 'acme/one-stream';
    const { cve, ghsa } = fresh();
    await deliver(repo, 'a', [
      { id: ghsa, severity: 'low' },
      { id: cve, severity: 'high' },
    ]);
    expect(await rowsOf(repo)).toHaveLength(2);
    const [first] = await harness.sql<
      { repoId: number }[]
    >`select id as repo_id from repositories where slug = ${repo}`;
    await deliver('acme/stream-teacher', 'a', [{ id: cve, aliases: [ghsa] }]);
    await joinRepository(harness, { orgId: harness.ctx.orgId, repoId: first?.repoId ?? 0 });
    expect(await rowsOf(repo)).toMatchObject([{ state: 'open', severity: 3 }]);
    await clean();
    const again = await deliver(repo, 'a', [
      { id: ghsa, severity: 'low' },
      { id: cve, severity: 'high' },
    ]);
    expect(again).toMatchObject({ introduced: 0, fixed: 0 });
    expect(await rowsOf(repo)).toMatchObject([{ state: 'open', severity: 3 }]);
    await clean();
  });

  it('stay apart where a bulletin, or a further CVE of a record, is all that they share', async () => {
    const repo = 'acme/apart';
    const [one, two] = [fresh(), fresh()];
    await deliver(repo, 'a', [
      { id: one.cve, aliases: ['RHSA-2031:1'] },
      { id: two.cve, aliases: ['RHSA-2031:1'] },
    ]);
    await deliver(repo, 'b', [{ id: two.ghsa, aliases: [two.cve] }]);
    await deliver(repo, 'c', [{ id: one.ghsa, aliases: [one.cve, two.cve] }]);
    expect((await rowsOf(repo)).map((row) => row.advisory)).toEqual([one.cve, two.cve]);
    await clean();
  });

  it('stay apart for a report that says that all advisories are one', async () => {
    const repo = 'acme/hostile';
    const all = Array.from({ length: 30 }, fresh);
    await deliver(
      repo,
      'a',
      all.map(({ cve }) => ({ id: cve })),
    );
    const hostile = all.map(({ cve }) => ({ id: 'GHSA-zzzz-zzzz-zzzz', aliases: [cve] }));
    await deliver('acme/hostile-teacher', 'a', hostile);
    await deliver(
      repo,
      'b',
      all.map(({ cve }) => ({ id: cve })),
    );
    expect((await rowsOf(repo)).length).toBeGreaterThan(20);
    await clean();
  });
});
