import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { rollUp } from './roll-up.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

const LEVELS = ['error', 'warning', 'note'] as const;
/** So many findings of high, medium and low severity. */
const report = (...counts: number[]) =>
  sarifOf(
    counts.flatMap((count, severity) =>
      Array.from({ length: count }, (_, index) => ({
        rule: `r${severity}`,
        file: 'a.ts',
        line: index + 1,
        code: `call(${severity}, ${index});`,
        level: LEVELS[severity] ?? 'note',
      })),
    ),
  );

const day = async () => {
  const [row] = await harness.sql`
    select open_critical, open_high, open_medium, open_low, open_info, introduced, reopened, fixed, repositories
    from organization_days where day = ${harness.clock.now}::date`;
  return row;
};
const scoredAt = () => harness.sql`select repo_id, scored_at from repository_state order by repo_id`;

describe('the day of an organization', () => {
  it('sums what is open, opened and fixed in the repositories that count', async () => {
    await harness.deliver({ repo: 'acme/web' }, report(4, 2, 1));
    tick(harness, 5);
    await harness.deliver({ repo: 'acme/web' }, report(3, 2, 1));
    await harness.deliver({ repo: 'acme/old' }, report(5, 5, 5));
    await harness.admin`update repositories set archived = true where slug = 'acme/old'`;
    await rollUp(harness);
    expect(await day()).toEqual({
      ...{ openCritical: 0, openHigh: 3, openMedium: 2, openLow: 1, openInfo: 0 },
      ...{ introduced: 7, reopened: 0, fixed: 1, repositories: 1 },
    });
  });

  it('costs no second scoring on the same day, and none of repositories without a report', async () => {
    await harness.accept({ repo: 'acme/waiting' }, report(1));
    const before = await scoredAt();
    tick(harness, 60);
    await rollUp(harness);
    expect(await scoredAt()).toEqual(before);
    tick(harness, 24 * 60);
    await rollUp(harness);
    const now = harness.clock.now;
    expect((await scoredAt()).map((row) => row.scoredAt)).toEqual([now, now, null]);
  });
});
