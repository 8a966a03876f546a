import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recount } from '../recount.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { bomOf } from './testing.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

/** Names of this run alone: an organization never forgets what it learned. */
const NAMES = [
  (run: string) => `CVE-2031-${run}1`,
  (run: string) => `CVE-2031-${run}2`,
  (run: string) => `CVE-2031-${run}3`,
  (run: string) => `GHSA-${run.slice(0, 4)}-aaaa-aaaa`,
  (run: string) => `GHSA-${run.slice(0, 4)}-bbbb-bbbb`,
  (run: string) => `SNYK-JS-ACME-${run}1`,
  (run: string) => `SNYK-JS-ACME-${run}2`,
  (run: string) => `RHSA-2031:${run}`,
];

const record = fc.record({
  names: fc.uniqueArray(fc.nat(NAMES.length - 1), { minLength: 1, maxLength: 3 }),
  package: fc.constantFrom('acme-yaml', 'acme-http'),
  severity: fc.constantFrom('low', 'medium', 'high'),
});
/** A report for each stream; the last one is of a ref that does not count. */
const reports = fc.array(fc.array(record, { maxLength: 3 }), { minLength: 5, maxLength: 5 });
const orders = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });

type Reports = { names: number[]; package: string; severity: string }[][];

let runs = 1000;

/** Delivers the reports in an order; returns the repository's findings, by names that do not tell the run. */
async function findingsAfter(given: Reports, order: readonly number[]): Promise<string[]> {
  runs += 1;
  const run = String(runs);
  const repo = `acme/run-${run}`;
  const nameOf = (index: number): string => NAMES[index]?.(run) ?? '';
  tick(harness, 1);
  await harness.deliver({ repo, pipeline: 'first', ref: 'main' }, bomOf([], 'first', runs));
  for (const index of order) {
    tick(harness, 1);
    const list = (given[index] ?? []).map(({ names, ...rest }) => {
      const [id = '', ...aliases] = names.map(nameOf);
      return { id, aliases, ...rest };
    });
    const place = { repo, pipeline: `pipeline-${index}`, ref: index === 4 ? 'feature' : 'main' };
    expect(await harness.deliver(place, bomOf(list, `tool-${index}`, runs))).toMatchObject({ state: 'processed' });
  }
  const rows = await harness.sql<{ number: number; key: string; text: string; advisory: string }[]>`
    select f.number, encode(f.key, 'hex') as key, f.advisory, concat_ws(' ', f.package_name, f.state, f.severity) as text
    from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id where r.slug = ${repo}`;
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  const shown = new Map(NAMES.map((name, index) => [name(run).toLowerCase(), `name ${index}`]));
  await everyNumberLeads(
    repo,
    rows.map((row) => row.number),
  );
  return rows.map((row) => `${shown.get(row.advisory.toLowerCase())} ${row.text}`).sort();
}

/** No number that was handed out is lost: it is a finding, or leads to one. */
async function everyNumberLeads(repo: string, numbers: readonly number[]): Promise<void> {
  const redirects = await harness.sql<{ number: number; target: number }[]>`
    select d.number, d.target from finding_redirects d
    join repositories r on r.org_id = d.org_id and r.id = d.repo_id where r.slug = ${repo}`;
  const [handed] = await harness.sql<{ last: number }[]>`
    select n.last from repository_numbers n join repositories r on r.org_id = n.org_id and r.id = n.repo_id
    where r.slug = ${repo} and n.kind = 'finding'`;
  const all = [...numbers, ...redirects.map((row) => row.number)].sort((a, b) => a - b);
  expect(all).toEqual(Array.from({ length: handed?.last ?? 0 }, (_, index) => index + 1));
  expect(redirects.every(({ number, target }) => target < number && numbers.includes(target))).toBe(true);
}

describe('five reports with overlapping names', () => {
  it('give the same findings in any order, each number leads to one of them, and all counters equal a recount', async () => {
    await fc.assert(
      fc.asyncProperty(reports, orders, async (given, order) => {
        const plain = await findingsAfter(given, [0, 1, 2, 3, 4]);
        expect(await findingsAfter(given, order)).toEqual(plain);
        expect(await findingsAfter(given, order.toReversed())).toEqual(plain);
      }),
      { numRuns: 6 },
    );
    expect((await recount(harness.sql)).differences).toEqual([]);
  }, 120_000);
});
