import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { type ActionListView, actionListParams } from '#lib/contracts/action.ts';
import { SHARED_KINDS } from '#lib/domain/action/key.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import { seedActions } from '../testing-seed-actions.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const REPOSITORIES = 500;
/** Pages of 8 kB for a page of the queue with its counts: all actions have twenty times as many. */
const WALKED = 9000;
/** What few are due is found by its dates, and counted to the last one. */
const FEW_DUE = 2 * WALKED;
/** The first 5,000 of each lane, twice. */
const SEARCHED = 30_000;

let world: LargeWorld;
let ctx: Context;
beforeAll(async () => {
  world = await openLargeWorld({ repositories: REPOSITORIES, findingsPerRepository: 2 }, NOW);
  ({ ctx } = world);
  await seedActions(world.explain, { repositories: REPOSITORIES, perRepository: 220 }, NOW);
}, 240_000);
afterAll(() => world?.close());

type Params = Record<string, string>;
const list = (params: Params, cursor?: string): Promise<ActionListView> =>
  getActions(ctx, actionListParams.parse({ ...params, cursor }));

const FILTERS: [Params, number][] = [
  [{}, WALKED],
  [{ lane: 'act_now' }, WALKED],
  [{ lane: 'watch,by_value' }, WALKED],
  [{ state: 'open' }, 2 * WALKED],
  [{ state: 'claimed' }, 2 * WALKED],
  [{ state: 'awaiting' }, WALKED],
  [{ state: 'claimed,awaiting', lane: 'by_value', due: 'overdue' }, 2 * WALKED],
  [{ assignee: 'nobody' }, 2 * WALKED],
  [{ assignee: 'person:7' }, WALKED],
  [{ kind: 'pin' }, WALKED],
  [{ kind: 'watch' }, WALKED],
  [{ kind: 'upgrade,image' }, WALKED],
  [{ category: 'iac' }, WALKED],
  [{ category: 'dast', severity: 'low' }, 2 * WALKED],
  [{ severity: 'critical' }, WALKED],
  [{ severity: 'critical,low', category: 'secret' }, WALKED],
  [{ due: 'overdue' }, FEW_DUE],
  [{ due: 'week', assignee: 'nobody' }, FEW_DUE],
  [{ sla: 'overdue' }, FEW_DUE],
  [{ sla: 'at_risk' }, FEW_DUE],
  [{ sla: 'at_risk', category: 'sast', severity: 'critical' }, FEW_DUE],
  [{ sla: 'overdue', q: 'package-12' }, FEW_DUE],
  [{ repo: 'acme/repo-7' }, WALKED],
  [{ repo: 'acme/repo-7,acme/repo-8', kind: 'upgrade' }, WALKED],
  [{ q: 'package-12' }, SEARCHED],
  [{ q: 'no such fix' }, SEARCHED],
];

describe('the queue of a hundred thousand fixes', () => {
  it.each(FILTERS)('is served by indexes, on its first page and on the next: %j', async (params, bound) => {
    let next: string | null = null;
    const first = await world.explained(async () => {
      next = (await list(params)).next_cursor;
    });
    expect(first.whole).toEqual([]);
    expect(first.buffers).toBeLessThan(bound);
    if (next === null) return;
    const cursor: string = next;
    const second = await world.explained(() => list(params, cursor));
    expect(second.whole).toEqual([]);
    expect(second.buffers).toBeLessThan(bound);
  });
});

const SEEDED = "timestamptz '2026-03-02 09:00Z'";

/** Filters with few matches, and the condition on actions that each stands for; `of`: whether groups are one row. */
const COUNTED: [Params, string, 'groups' | 'each'][] = [
  [{ kind: 'rotate', severity: 'low', due: 'week' }, `kind = 'rotate' and severity = 1 and ${dueBy(7)}`, 'groups'],
  [
    { severity: 'critical', due: 'overdue', kind: 'upgrade' },
    `kind = 'upgrade' and severity = 4 and ${dueBy(0)}`,
    'groups',
  ],
  [{ due: 'week', category: 'pipeline' }, `category = 'pipeline' and ${dueBy(7)}`, 'groups'],
  [{ lane: 'act_now' }, 'lane = 0', 'groups'],
  [{ sla: 'overdue', kind: 'rotate' }, `kind = 'rotate' and due_at < ${SEEDED}`, 'groups'],
  [
    { sla: 'at_risk', category: 'pipeline' },
    `category = 'pipeline' and due_at >= ${SEEDED} and at_risk_at <= ${SEEDED}`,
    'groups',
  ],
  [
    { state: 'claimed', kind: 'image' },
    `kind = 'image' and (repo_id, number) in (${work("stage = 'claimed'")})`,
    'each',
  ],
  [{ assignee: 'person:7' }, `(repo_id, number) in (${work('user_id = 7')})`, 'each'],
  [
    { assignee: 'nobody', kind: 'rotate', severity: 'low', due: 'overdue' },
    `kind = 'rotate' and severity = 1 and ${dueBy(0)} and (repo_id, number) not in (${work('user_id is not null')})`,
    'each',
  ],
];

function work(condition: string): string {
  return `select repo_id, action_number from action_work where ${condition}`;
}

function dueBy(days: number): string {
  return `coalesce((select w.due_at from action_work w where w.repo_id = a.repo_id and w.action_number = a.number), due_at)
    <= timestamptz '2026-03-02 09:00Z' + interval '${days} days'`;
}

describe('rows of the queue', () => {
  it.each(COUNTED)(
    'are as many as its total says, and as comparing each would find: %j',
    async (params, condition, of) => {
      const key = of === 'each' ? 'null' : `case when kind in ('${SHARED_KINDS.join("','")}') then key end`;
      const [row] = await world.sql.unsafe<{ count: number }[]>(
        `select count(distinct coalesce(${key}, repo_id || ' ' || number))::int as count from actions a
       where repo_id % 50 <> 0 and ${condition}`,
      );
      const seen = new Set<string>();
      let cursor: string | null = null;
      let total: ActionListView['total'] | null = null;
      do {
        const page: ActionListView = await list({ ...params, limit: '200' }, cursor ?? undefined);
        total ??= page.total;
        for (const { id, kind } of page.items) if (kind !== 'coverage') seen.add(id);
        cursor = page.next_cursor;
      } while (cursor !== null);
      expect(seen.size).toBe(row?.count);
      expect(seen.size).toBeGreaterThan(10);
      expect(total).toEqual({ value: seen.size, relation: 'exact' });
    },
  );
});
