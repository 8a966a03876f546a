import { countActions } from '#db/queries/actions-read.ts';
import type { QueueFilter } from '#db/queries/queue-filter.ts';
import { countLanes, type LaneCount } from '#db/queries/queue-start.ts';
import type { Context } from '#lib/context.ts';
import { type ActionListView, LANE_NAMES } from '#lib/contracts/action.ts';
import type { Total } from '#lib/contracts/common.ts';
import { LANES } from '#lib/domain/action/rank.ts';
import type { SlaFilter } from '#lib/domain/action/sla-windows.ts';
import { counterTotal } from '#lib/views/total.ts';
import type { CoverageToBe, QueueEntry } from './queue.ts';
import { queueReading } from './queue-reading.ts';

/** Counting stops here, in each lane: what is the same in several repositories has to be told apart row by row. */
export const COUNTED = 1000;

export interface Counting {
  filter: QueueFilter;
  /** Those of the filter. */
  coverage: readonly QueueEntry[];
  /** Whether what is the same in several repositories is one. */
  leading: boolean;
  /** Whether nothing but repositories narrows the queue. */
  isWhole: boolean;
}

export interface QueueTotals {
  /** Of the lanes that were asked for. */
  total: Total;
  /** Of each lane, whichever were asked for. */
  lanes: ActionListView['lanes'];
}

/** How many rows the queue has, and each of its lanes. */
export async function queueTotals(
  ctx: Context,
  { coverage, ...counting }: Omit<Counting, 'coverage'> & { coverage: CoverageToBe },
): Promise<QueueTotals> {
  const by = { limit: COUNTED + 1, leading: counting.leading };
  const [rows, computed] = await Promise.all([countLanes(ctx.readSql, ctx.readScope, counting.filter, by), coverage]);
  return totalsAmong(ctx, { ...counting, coverage: computed }, rows);
}

/** The same, where the lanes are counted already. */
export async function totalsAmong(ctx: Context, counting: Counting, rows: readonly LaneCount[]): Promise<QueueTotals> {
  const { filter, coverage, leading, isWhole } = counting;
  const ofLane = (lane: number): Total => {
    const { count, more } = rows.find((row) => row.lane === lane) ?? { count: 0, more: false };
    const coverages = coverage.filter((entry) => entry.lane === lane).length;
    return { value: count + coverages, relation: more ? 'at_least' : 'exact' };
  };
  const lanes = { act_now: ofLane(0), by_value: ofLane(1), watch: ofLane(2) };
  const asked = filter.lanes.flatMap((lane) => LANE_NAMES[lane] ?? []).map((name) => lanes[name]);
  if (asked.every(({ relation }) => relation === 'exact')) return { total: counterTotal(sumOf(asked)), lanes };
  // What nothing narrows and nothing is shared in, counters know at any size.
  if (isWhole && !leading) {
    const known = await countActions(ctx.readSql, ctx.readScope, filter.repoIds);
    return { total: counterTotal(known + coverage.length), lanes };
  }
  return { total: { value: sumOf(asked), relation: 'at_least' }, lanes };
}

/** How many rows the whole queue has, of what the caller sees or of these repositories. */
export async function wholeTotal(ctx: Context, repoIds: number[] | null, coverage: CoverageToBe): Promise<Total> {
  const filter = { repoIds, lanes: [...LANES] };
  return (await queueTotals(ctx, { filter, coverage, leading: repoIds?.length !== 1, isWhole: true })).total;
}

/** How many rows the list of what is overdue, or at risk, has: read as the list is. */
async function slaTotal(ctx: Context, sla: SlaFilter): Promise<Total> {
  return (await queueTotals(ctx, await queueReading(ctx, { sla }))).total;
}

/** What is late by its SLA, and what will be soon: the numbers of Today, and of the lists behind them. */
export async function slaTotals(ctx: Context): Promise<Record<SlaFilter, Total>> {
  const [overdue, atRisk] = await Promise.all([slaTotal(ctx, 'overdue'), slaTotal(ctx, 'at_risk')]);
  return { overdue, at_risk: atRisk };
}

const sumOf = (totals: readonly Total[]): number => totals.reduce((sum, { value }) => sum + value, 0);
