import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { getFeeds } from '#lib/views/feed/get-feeds.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import type { Transaction } from '../client.ts';
import { findRepositoriesToFollow } from './exploitation.ts';
import {
  findExploitation,
  findExploitDifferences,
  findExploits,
  findKevDue,
  findRepositoriesOfLearnedExploits,
  findStaleKevDue,
} from './exploited-findings.ts';
import { findFixCandidates } from './known-fixes.ts';
import { findOsvAffected, findOsvSources, readOsvNames } from './osv-records.ts';
import { findOsvSeverities, findSeverityDifferences } from './osv-severities.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
/** What the feeds hold; of the first 3000 each the organization has findings. */
const ROWS = 60_000;

let world: LargeWorld;
beforeAll(async () => {
  world = await openLargeWorld({ repositories: 200, findingsPerRepository: 1000 }, NOW);
  const { explain: admin, ctx } = world;
  const { orgId } = ctx;
  await admin`
    insert into exploitation (org_id, advisory, epss, percentile, kev_added_on, kev_due_on, kev_ransomware, changed_by)
    select ${orgId}::int, 'CVE-2026-' || 10000 + n, 0.001, 0.5, case when n % 500 = 0 then date '2026-02-01' end,
      case when n % 500 = 0 then date '2026-02-22' end, false, case when n % 1000 = 7 then 2 else 1 end
    from generate_series(0, ${ROWS - 1}::int) n`;
  await admin`
    insert into osv_records (org_id, id, modified, withdrawn, names, affected, severity, changed_by)
    select ${orgId}::int, 'GHSA-' || n, ${NOW}, false, array['GHSA-' || n, 'CVE-2026-' || 10000 + n],
      jsonb_build_array(jsonb_build_object('package', 'npm/package-' || n, 'intervals',
        jsonb_build_array(jsonb_build_object('introduced', '0', 'fixed', '2.0.0')))), 3, case when n % 1000 = 8 then 4 else 3 end
    from generate_series(0, ${ROWS - 1}::int) n`;
  await admin`
    insert into advisory_names (org_id, name, canonical, epoch)
    select ${orgId}::int, name, 'CVE-2026-' || 10000 + n, 1 + n / 500 from generate_series(0, ${ROWS - 1}::int) n,
      lateral (values ('GHSA-' || n), ('CVE-2026-' || 10000 + n)) as names(name)`;
  await admin`
    insert into evidence (org_id, repo_id, finding_number, stream_id, scanner, severity, record, upload)
    select org_id, repo_id, number, 1 + number % 6, scanner, case when number % 20 = 0 then -1 else severity end, '{}', 1
    from findings where advisory is not null`;
  await admin`analyze exploitation, osv_records, advisory_names, evidence`;
}, 240_000);
afterAll(() => world?.close());

const advisories = Array.from({ length: 2000 }, (_, n) => `CVE-2026-${10_000 + n}`);
const asked = advisories.map((advisory, n) => ({ advisory, packageKey: `npm/package-${n}` }));
const scope = { orgId: 1, repoId: 7 };

/** Buffers that a read touches; fails when it reads a large table whole. */
async function buffersOf(read: () => Promise<unknown>): Promise<number> {
  const { buffers, whole } = await world.explained(read);
  expect(whole).toEqual([]);
  return buffers;
}
/** The same of a read that is otherwise a part of a transaction. */
const inOne = (read: (tx: Transaction) => Promise<unknown>) =>
  buffersOf(() => read(world.sql as unknown as Transaction));

describe('what an import asks the feeds', () => {
  it('comes by index: a few pages for each advisory of two thousand', async () => {
    const { sql } = world;
    expect(await buffersOf(() => findExploits(sql, scope, advisories))).toBeLessThan(60_000);
    expect(await buffersOf(() => findExploitation(sql, scope, advisories))).toBeLessThan(60_000);
    expect(await buffersOf(() => findOsvAffected(sql, scope, asked))).toBeLessThan(60_000);
    expect(await buffersOf(() => findOsvSeverities(sql, scope, advisories))).toBeLessThan(60_000);
  });

  it('of one advisory, a few pages', async () => {
    const one = { advisory: 'CVE-2026-10007', packageKey: 'npm/package-7' };
    expect(await buffersOf(() => findOsvSources(world.sql, scope, one))).toBeLessThan(100);
    expect(await buffersOf(() => findExploits(world.sql, scope, [one.advisory]))).toBeLessThan(100);
  });

  it('of an organization that loaded no EPSS and no KEV, no more', async () => {
    const { orgId } = world.ctx;
    await world.explain`create table kept as select * from exploitation`;
    await world.explain`delete from exploitation where org_id = ${orgId}`;
    await world.explain`vacuum exploitation`;
    expect(await buffersOf(() => findExploits(world.sql, scope, ['CVE-2026-10007']))).toBeLessThan(100);
    await world.explain`insert into exploitation select * from kept`;
    await world.explain`analyze exploitation`;
  });
});

describe('what follows a feed', () => {
  it('reads the findings of its repository, and of others none', async () => {
    // A thousand findings, of which a third are of packages.
    expect(await inOne((tx) => findExploitDifferences(tx, scope, null))).toBeLessThan(20_000);
    expect(await inOne((tx) => findStaleKevDue(tx, scope))).toBeLessThan(20_000);
    expect(await inOne((tx) => findKevDue(tx, scope, [1, 2, 3]))).toBeLessThan(5000);
    expect(await inOne((tx) => findFixCandidates(tx, scope, null))).toBeLessThan(20_000);
    expect(await inOne((tx) => findSeverityDifferences(tx, scope, null))).toBeLessThan(20_000);
    expect(await inOne((tx) => findSeverityDifferences(tx, scope, 118))).toBeLessThan(20_000);
  });

  it('finds its repositories by what changed', async () => {
    const { sql } = world;
    // Sixty advisories changed, of which the organization has findings of three, in many repositories.
    expect(await buffersOf(() => findRepositoriesToFollow(sql, scope, 2))).toBeLessThan(5000);
    expect(await buffersOf(() => findRepositoriesToFollow(sql, scope, 4))).toBeLessThan(5000);
    expect(await inOne((tx) => findRepositoriesOfLearnedExploits(tx, scope, 5))).toBeLessThan(60_000);
    const names = async () => {
      for await (const batch of readOsvNames(sql, scope, 4, 500)) expect(batch.length).toBeGreaterThan(0);
    };
    expect(await buffersOf(names)).toBeLessThan(1000);
  });

  it('and the screen of feeds counts records by an index alone', async () => {
    expect(await buffersOf(() => getFeeds(world.ctx))).toBeLessThan(5000);
  });
});

describe('filters of what feeds say', () => {
  beforeAll(async () => {
    // One in a hundred is in KEV. As in the real feed, few have a high EPSS: 4 % have half or more, 14 % a tenth.
    await world.explain`
      update exploitation set epss = greatest(((n % 1000) / 1000.0) ^ 16, 0.0001), kev_added_on = case when n % 100 = 0 then date '2026-02-01' end
      from generate_series(0, ${ROWS - 1}::int) n where advisory = 'CVE-2026-' || 10000 + n`;
    await world.explain`
      update findings f set exploit = case when e.kev_added_on is not null then 5 when e.epss >= 0.5 then 4 when e.epss >= 0.1 then 3
        when e.epss >= 0.01 then 2 else 1 end
      from exploitation e where e.org_id = f.org_id and e.advisory = f.advisory`;
    await world.explain`vacuum analyze findings, exploitation`;
  }, 120_000);

  /** Below one percent the bucket does not tell: each finding in it is looked up by its advisory, a dozen pages each. */
  const LOOKED_UP = 450_000;

  it.each([
    [{ epss_min: '0.5' }, 'e.epss >= 0.5', 60_000],
    [{ epss_min: '0.97' }, 'e.epss >= 0.97::real', 60_000],
    [{ epss_min: '0.003' }, 'e.epss >= 0.003::real', LOOKED_UP],
    [{ kev: 'true' }, 'e.kev_added_on is not null', 60_000],
    [{ kev: 'true', epss_min: '0.1' }, 'e.kev_added_on is not null and e.epss >= 0.1::real', 60_000],
    [{ kev: 'false', epss_min: '0.9' }, 'e.kev_added_on is null and e.epss >= 0.9::real', 60_000],
    [{ kev: 'false' }, 'e.kev_added_on is null', 60_000],
    [{ epss_min: '0.9', sort: '-exploit' }, 'e.epss >= 0.9::real', 60_000],
  ] as [Record<string, string>, string, number][])(
    '%j finds what it is about, and reads what its buckets have',
    async (query, about, most) => {
      const { ctx, explain } = world;
      const read = () => getFindings(ctx, findingListParams.parse(query));
      const { items, total } = await read();
      expect(items.length).toBeGreaterThan(0);
      const [row] = await explain.unsafe<{ count: number }[]>(`
      select count(*)::int as count from findings f
      join repositories r on r.org_id = f.org_id and r.id = f.repo_id and not r.archived
      left join exploitation e on e.org_id = f.org_id and e.advisory = f.advisory
      where f.org_id = 1 and f.state = 'open' and ${about}`);
      expect(total.value).toBe(Math.min(row?.count ?? 0, 10_000));
      expect(await buffersOf(read)).toBeLessThan(most);
    },
  );
});
