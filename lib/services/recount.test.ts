import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recount } from './recount.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from './testing.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** A report of a pseudo-random, repeatable subset of forty problems. */
function some(seed: number): FakeResult[] {
  return Array.from({ length: 40 }, (_, index) => ({
    rule: `rule-${index % 5}`,
    file: `src/file-${index % 4}.ts`,
    line: index + 1,
    code: `call(${index});`,
    suppressed: (index * seed) % 11 === 0,
    level: index % 3 === 0 ? ('error' as const) : ('warning' as const),
  })).filter((_, index) => ((index + 3) * (seed + 7) * 2_654_435_761) % 5 < 3);
}

/** The events of an upload whose transaction was written twice, eight seconds apart. */
const doubledEvents = (upload: string): string => `
  insert into finding_events (org_id, repo_id, at, finding_number, kind, upload, user_id, detail)
  select org_id, repo_id, at + interval '8 seconds', finding_number, kind, ${upload}, user_id, detail
  from finding_events where upload = 1 and kind = 'introduced'`;

describe('a recount', () => {
  it('agrees with every stored number after any sequence of uploads', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const ref = seed % 4 === 0 ? 'feature/x' : 'main';
      const params = { repo: `acme/${seed % 2 ? 'web' : 'api'}`, ref, label: seed % 3 ? '' : 'other' };
      await harness.deliver(params, sarifOf(some(seed)));
      tick(harness, 5);
      expect(await recount(harness.sql)).toEqual({ differences: [] });
    }
  });

  it.each([
    [
      'finding_counts',
      'update finding_counts set count = count + 1 where ctid = (select min(ctid) from finding_counts)',
    ],
    ['repository_state', 'update repository_state set open_high = open_high + 1'],
    ['repository_state', 'update repository_state set uploads = uploads + 1'],
    [
      'repository_state',
      'update repository_state set score_parts = overlay(score_parts placing float4send(0.5) from 132 for 4)',
    ],
    ['repository_state', 'update repository_state set coverage[2] = coverage[2] + 1'],
    ['actions', 'update actions set open = open + 1 where open > 0'],
    ['actions', `update actions set load = '{}' where open > 0`],
    ['streams', 'update streams set present = present + 1'],
    ['sightings', 'update sightings set stream_id = 9999 where stream_id = 1'],
    ['repository_numbers', `update repository_numbers set last = 1 where kind = 'finding'`],
    ['findings', `update findings set state = 'fixed' where state = 'open'`],
    ['findings', 'update findings set rank = rank + 1'],
    ['finding_events', doubledEvents('upload')],
    ['finding_events', doubledEvents('0')],
    ['uploads', 'update uploads set introduced = introduced + 1 where number = 1'],
    ['uploads', 'update uploads set fixed = fixed + 1 where number = 2'],
    ['repository_days', 'update repository_days set fixed = fixed + 1'],
    ['repository_days', 'update repository_days set uploads = 2 * uploads'],
    ['repository_days', 'delete from repository_days'],
    ['repository_days', 'update repository_days set first_scan = first_scan + 1'],
    ['ledger_entries', 'update ledger_entries set points = points + 2'],
    ['ledger_entries', 'update ledger_entries set findings = findings + 1'],
    ['ledger_entries', 'update repository_state set ledger[2] = ledger[2] + 2'],
    ['ledger_entries', 'update repository_days set ledger[2] = ledger[2] + 2'],
  ])('notices a wrong number in %s: %s', async (table, damage) => {
    const rollback = new Error('done');
    const attempt = harness.sql.begin(async (tx) => {
      await tx.unsafe(damage);
      const nested = Object.assign(tx, { begin: (work: (t: typeof tx) => unknown) => work(tx) });
      const { differences } = await recount(nested as never);
      expect(differences.map((difference) => difference.table)).toContain(table);
      throw rollback;
    });
    await expect(attempt).rejects.toBe(rollback);
  });
});
