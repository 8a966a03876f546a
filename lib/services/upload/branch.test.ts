import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '../testing.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const problem = (given: Partial<FakeResult> = {}): FakeResult => ({
  rule: 'r',
  file: 'a.ts',
  line: 10,
  code: 'call();',
  ...given,
});

async function send(repo: string, params: Record<string, string>, ...results: FakeResult[]) {
  tick(harness, 1);
  return harness.deliver({ repo, ...params }, sarifOf(results));
}

/** The repository's first finding as views show it. */
async function shown(repo: string) {
  const [row] = await harness.sql`
    select f.line, f.severity, f.state, e.severity as said, e.record ->> 'line' as "saidLine" from findings f
    join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    join evidence e on e.org_id = f.org_id and e.repo_id = f.repo_id and e.finding_number = f.number
    where r.slug = ${repo} and f.number = 1`;
  return row;
}

describe('a report of a branch', () => {
  it('changes neither columns nor evidence of a finding that a tracked ref has', async () => {
    const repo = 'acme/painted';
    await send(repo, { ref: 'main' }, problem());
    const before = await shown(repo);
    expect(before).toMatchObject({ line: 10, severity: 3, said: 3, saidLine: '10' });
    await send(repo, { ref: 'feature' }, problem({ line: 77, level: 'note' }));
    expect(await shown(repo)).toEqual(before);
    await send(repo, { ref: 'feature' }, problem({ line: 78, level: 'note' }));
    expect(await shown(repo)).toEqual(before);
  });

  it('updates the columns of a finding that only branches have, until a tracked ref has it', async () => {
    const repo = 'acme/followed';
    await send(repo, { ref: 'main' });
    await send(repo, { ref: 'feature' }, problem());
    await send(repo, { ref: 'feature' }, problem({ line: 11 }));
    expect(await shown(repo)).toMatchObject({ line: 11, state: 'branch' });
    await send(repo, { ref: 'main' }, problem({ line: 12, level: 'note' }));
    expect(await shown(repo)).toMatchObject({ line: 12, said: 1, saidLine: '12', state: 'open' });
    await send(repo, { ref: 'feature' }, problem({ line: 13 }));
    expect(await shown(repo)).toMatchObject({ line: 12, saidLine: '12' });
  });
});

describe('a run whose clock is ahead', () => {
  it('counts as started when it arrived: the next report takes effect', async () => {
    const repo = 'acme/ahead';
    const inADay = new Date(harness.clock.now.getTime() + 86_400_000).toISOString();
    const ahead = await send(repo, { started_at: inADay }, problem());
    expect(ahead).toMatchObject({ state: 'processed', orderAt: ahead.receivedAt });
    expect(await send(repo, {}, problem({ file: 'b.ts', code: 'other();' }))).toMatchObject({
      state: 'processed',
      introduced: 1,
    });
    const late = new Date(ahead.receivedAt.getTime() - 1000).toISOString();
    expect(await send(repo, { started_at: late }, problem({ file: 'c.ts', code: 'third();' }))).toMatchObject({
      state: 'superseded',
    });
  });
});
