import type { CadenceCell, CadenceRow } from '#db/queries/cadence.ts';
import { findCadenceDays } from '#db/queries/cadence-days.ts';
import { findDayZones } from '#db/queries/day-zones.ts';
import type { Context } from '#lib/context.ts';
import type { CadenceDayView } from '#lib/contracts/cadence.ts';
import { dayAt, daysWithStarts } from '#lib/domain/calendar/day-zones.ts';
import { CADENCE_DAYS, cadenceDays, type ReportsOfDay } from '#lib/domain/stream/cadence-days.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';

/** What pipelines of a page reported on the last days: of each category of each of them, when it is asked for. */
export async function readCadenceDays(
  ctx: Context,
  rows: readonly CadenceRow[],
): Promise<(row: CadenceRow, cell: CadenceCell) => CadenceDayView[]> {
  const { readSql: sql, readScope: scope } = ctx;
  const now = ctx.now();
  const zones = await findDayZones(sql, { orgId: ctx.orgId });
  const today = dayAt(zones, now);
  const { days, starts, end } = daysWithStarts(zones, shiftDay(today, 1 - CADENCE_DAYS), today);
  const ends = [...starts.slice(1), now].map((at) => at.getTime());
  const found = await findCadenceDays(sql, scope, { pipelines: rows, starts, end });
  const placeOf = ({ repoId, pipelineId }: { repoId: number; pipelineId: number }, place: number): string =>
    `${repoId} ${pipelineId} ${place}`;
  const came = new Map<string, Map<number, ReportsOfDay>>();
  for (const row of found) {
    const key = placeOf(row, row.place);
    const known = came.get(key) ?? new Map<number, ReportsOfDay>();
    came.set(key, known.set(row.day, row));
  }
  return (row, { place, usual }) => {
    const of = came.get(placeOf(row, place)) ?? new Map<number, ReportsOfDay>();
    const told = cadenceDays(ends, of, of.get(-1)?.last ?? null, usual === null ? null : usual * 1000);
    return told.map(({ state, reports }, index) => ({ day: days[index] ?? today, reports, state }));
  };
}
