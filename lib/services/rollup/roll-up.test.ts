import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { queueRollUp } from './queue-roll-up.ts';
import { rollUp } from './roll-up.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const report = sarifOf([{ rule: 'r', file: 'a.ts', line: 1, code: 'call()' }]);
const scoredToday = () => harness.sql<{ slug: string }[]>`
  select r.slug from repository_state s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
  where s.scored_at >= ${harness.clock.now} order by r.slug`;
const organizationDays = () => harness.sql`select day from organization_days where day = ${harness.clock.now}::date`;

describe('the roll-up', () => {
  it('goes on after a repository that fails, writes the organization’s day, and throws at the end', async () => {
    for (const name of ['a', 'b', 'c']) await harness.deliver({ repo: `acme/${name}` }, report);
    tick(harness, 24 * 60);
    await harness.admin`create function refuse_day() returns trigger language plpgsql as $$
      begin raise exception 'this one fails'; end $$`;
    const [first] = await harness.sql<{ id: number }[]>`select id from repositories where slug = 'acme/a'`;
    await harness.admin.unsafe(
      `create trigger refuse_day before update on repository_state for each row when (new.repo_id = ${first?.id}) execute function refuse_day()`,
    );
    await expect(rollUp(harness)).rejects.toThrow('the roll-up of 1 failed');
    expect((await scoredToday()).map(({ slug }) => slug)).toEqual(['acme/b', 'acme/c']);
    expect(await organizationDays()).toHaveLength(1);
    await harness.admin`drop trigger refuse_day on repository_state`;
    await rollUp(harness);
    expect((await scoredToday()).map(({ slug }) => slug)).toEqual(['acme/a', 'acme/b', 'acme/c']);
  });

  it('waits once, however many workers start', async () => {
    const waiting = () => harness.systemSql`select key from graphile_worker._private_jobs where key = 'roll_up'`;
    expect(await waiting()).toHaveLength(0);
    for (let worker = 0; worker < 3; worker += 1) await queueRollUp(harness);
    expect(await waiting()).toHaveLength(1);
  });

  it('scores a repository at once that a migration has asked to score again', async () => {
    await harness.admin`update repository_state set scored_at = null where repo_id = (select id from repositories where slug = 'acme/b')`;
    await rollUp(harness);
    expect((await scoredToday()).map(({ slug }) => slug)).toContain('acme/b');
  });
});
