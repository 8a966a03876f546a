import { findDayZones } from '#db/queries/day-zones.ts';
import type { Context } from '#lib/context.ts';
import { dayAt } from '#lib/domain/calendar/day-zones.ts';

/** The day that runs in the organization of the caller. */
export async function todayOf(ctx: Context): Promise<string> {
  return dayAt(await findDayZones(ctx.readSql, { orgId: ctx.orgId }), ctx.now());
}
