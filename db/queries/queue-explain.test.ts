import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { type ActionListView, actionListParams } from '#lib/contracts/action.ts';
import { SHARED_KINDS } from '#lib/domain/action/key.ts';
import { encodeId } from '#lib/ids.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { planQueue } from '#lib/views/action/queue-reading.ts';
import { type LargeWorld, openLargeWorld } from '../../fixtures/large-world.ts';
import { seedActions } from '../testing-seed-actions.ts';
import { findQueue } from './queue.ts';
import { findQueueStart } from './queue-start.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const REPOSITORIES = 500;
let world: LargeWorld;
let ctx: Context;
beforeAll(async () => {
  world = await openLargeWorld({ repositories: REPOSITORIES, findingsPerRepository: 2 }, NOW);
  ({ ctx } = world);
  await seedActions(world.explain, { repositories: REPOSITORIES, perRepository: 220 }, NOW);
}, 240_000);
afterAll(() => world?.close());

it('is of a database with every index of the product, in every partition', async () => {
  expect(await world.explain`select indexrelid::regclass::text as index from pg_index where not indisvalid`).toEqual(
    [],
  );
});

type Params = Record<string, string>;
const list = (params: Params, cursor?: string): Promise<ActionListView> =>
  getActions({ ...ctx, userId: 7 }, actionListParams.parse({ ...params, cursor }));

/**
 * Most pages of 8 kB that a page of the queue with its counts touches: the indexes have all that is looked at to count and
 * order, so that only what is shown is read from the table. All actions have twenty times as many.
 */
const FILTERS: [Params, number][] = [
  [{}, 2800],
  [{ lane: 'act_now' }, 2800],
  [{ lane: 'watch,by_value' }, 2300],
  [{ state: 'open' }, 800],
  [{ state: 'claimed' }, 5500],
  [{ state: 'awaiting' }, 3100],
  [{ state: 'claimed,awaiting', lane: 'by_value', due: 'overdue' }, 7800],
  [{ assignee: 'nobody' }, 800],
  [{ assignee: 'person:7' }, 400],
  [{ watched: 'me' }, 1500],
  [{ watched: 'me', state: 'claimed', severity: 'critical' }, 1500],
  [{ watched: 'me', due: 'week', q: 'package-12' }, 1500],
  [{ kind: 'pin' }, 3300],
  [{ kind: 'watch' }, 3000],
  [{ kind: 'upgrade,image' }, 3300],
  [{ category: 'iac' }, 4200],
  [{ category: 'dast', severity: 'low' }, 800],
  [{ severity: 'critical' }, 6200],
  [{ severity: 'critical,low', category: 'secret' }, 2900],
  [{ due: 'overdue' }, 4700],
  [{ due: 'week', assignee: 'nobody' }, 4200],
  [{ sla: 'overdue' }, 3500],
  [{ sla: 'at_risk' }, 5900],
  [{ sla: 'at_risk', category: 'sast', severity: 'critical' }, 4200],
  [{ sla: 'overdue', q: 'package-12' }, 8700],
  [{ repo: 'acme/repo-7' }, 600],
  [{ repo: 'acme/repo-7,acme/repo-8', kind: 'upgrade' }, 1700],
  // The titles of the first 5,000 of each lane.
  [{ q: 'package-12' }, 22_000],
  [{ q: 'no such fix' }, 14_500],
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

/** How many rows of each filter are compared: more than are looked at to count a lane. */
const COMPARED = 1150;
const SCOPES: Record<string, number> = { 'the organization': 0, 'one repository': 1, '60': 60, '160': 160 };

describe('the pages of the queue', () => {
  it.each<Params>([
    {},
    { lane: 'by_value' },
    { lane: 'watch' },
    { kind: 'rotate' },
    { category: 'iac,secret', severity: 'low,high' },
    { severity: 'critical,medium' },
    { due: 'week' },
    { sla: 'at_risk', kind: 'upgrade' },
    { state: 'open' },
    { due: 'overdue', assignee: 'nobody' },
  ])(
    'are those that a walk through all of it finds, each row looked up: %j',
    async (params) => {
      for (const [name, width] of Object.entries(SCOPES)) {
        const readScope = { ...ctx.readScope, ...(width > 0 && { repositories: range(width) }) };
        const narrow: Context = { ...ctx, readScope };
        const { filter, leading } = await planQueue(narrow, actionListParams.parse(params));
        const walk = { ...filter, fewDue: false, after: null, leading, limit: COMPARED };
        const walked = await findQueue(world.sql, readScope, walk);
        const expected = walked.map((row) => encodeId('action', row));
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const asked = { ...params, limit: '200', ...(cursor !== null && { cursor }) };
          const page: ActionListView = await getActions(narrow, actionListParams.parse(asked));
          seen.push(...page.items.flatMap(({ id, kind }) => (kind === 'coverage' ? [] : [id])));
          cursor = page.next_cursor;
        } while (cursor !== null && seen.length < COMPARED);
        expect([name, seen.slice(0, COMPARED)]).toEqual([name, expected]);
        // Where a lane goes on behind what is looked at, and where the page does.
        for (const limit of [300, 500]) {
          const { places, isCut } = await findQueueStart(world.sql, readScope, { ...walk, limit }, 400);
          if (!isCut) expect(places.map((place) => encodeId('action', place))).toEqual(expected.slice(0, limit));
        }
      }
    },
    120_000,
  );
});

/** Ids of so many repositories, from all over. */
const range = (width: number): number[] =>
  Array.from({ length: width }, (_, index) => 1 + index * Math.floor(REPOSITORIES / width));

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
    'each',
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
