import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureMonths } from '#db/partitions.ts';
import type { Context } from '#lib/context.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { weekChanges } from '#lib/views/testing.ts';

/** With the score of now, and with what a mail says of its week. */
async function read(ctx: Context) {
  const { change } = await getToday(ctx);
  return { change, changes: await weekChanges(ctx, change?.points ?? null) };
}

describe('what moved the score', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness.close());

  const deliver = async (first: number, last: number): Promise<void> => {
    for (let index = first; index <= last; index += 1)
      await harness.deliver({ repo: `acme/new-${index}` }, sarifOf([]));
  };

  it('names the first new repositories, and says how many more there are', async () => {
    await deliver(1, 7);
    const seven = await read(harness.ctx);
    expect(seven.change).toBeNull();
    expect(seven.changes.map(({ kind }) => kind)).toEqual(Array.from({ length: 7 }, () => 'repository_added'));
    await deliver(8, 9);
    const { changes } = await read(harness.ctx);
    expect(changes).toHaveLength(8);
    expect(changes.at(-1)).toMatchObject({
      kind: 'rest',
      points: null,
      text: '2 more repositories reported for the first time',
    });
  });

  it('tells what archiving did in a row of its own, and all rows are the change', async () => {
    const { admin, ctx, systemSql: sql } = harness;
    const day = new Date(ctx.now().getTime() - 7 * DAY_MS).toISOString().slice(0, 10);
    await ensureMonths(sql, new Date(`${day}T00:00:00Z`));
    await admin`
      insert into repository_days (org_id, repo_id, day, score, score_detail, open_critical, open_high, open_medium, open_low,
        open_info, introduced, reopened, fixed, uploads)
      select org_id, repo_id, ${day}::date, 90, '{}'::jsonb, 0, 0, 0, 0, 0, 0, 0, 0, 1 from repository_state`;
    await admin`
      insert into organization_days (org_id, day, score, not_measured, open_critical, open_high, open_medium, open_low, open_info,
        introduced, reopened, fixed, repositories, formula)
      values (${ctx.orgId}, ${day}, 90, 10, 0, 0, 0, 0, 0, 0, 0, 0, 9, 1)`;
    const archived = async () => (await read(ctx)).changes.find(({ kind }) => kind === 'archived');
    expect(await archived()).toBeUndefined();
    await changeRepository(ctx, 'acme/new-1', { archived: true });
    const { change, changes } = await read(ctx);
    expect(changes).toContainEqual(
      expect.objectContaining({ kind: 'archived', repo: 'acme/new-1', text: 'archived, and counts no longer' }),
    );
    expect((await archived())?.points).toBeLessThan(0);
    const sum = changes.reduce((all, { points }) => all + Math.round((points ?? Number.NaN) * 10), 0);
    expect(sum).toBe(Math.round((change?.points ?? Number.NaN) * 10));
    await changeRepository(ctx, 'acme/new-1', { archived: false });
    expect(await archived()).toBeUndefined();
  });

  it('does not name what was archived before', async () => {
    const { admin, ctx } = harness;
    await changeRepository(ctx, 'acme/new-2', { archived: true });
    await admin`update repositories set archived_at = archived_at - interval '8 days' where slug = 'acme/new-2'`;
    await changeRepository(ctx, 'acme/new-2', { archived: true, criticality: 'high' });
    expect((await read(ctx)).changes.map(({ kind }) => kind)).not.toContain('archived');
  });
});
