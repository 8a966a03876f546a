import { findDayZones } from '#db/queries/day-zones.ts';
import type { Context } from '#lib/context.ts';
import { dayAt, dayEnd, latestZone } from '#lib/domain/calendar/day-zones.ts';
import { Fault } from '#lib/errors.ts';

/** The end of a day, or now where it is not over. */
export interface Moment {
  day: string;
  at: Date;
  provisional: boolean;
}

/** From the end of one day of the organization to that of another. */
export interface Period {
  timeZone: string;
  from: Moment;
  to: Moment;
}

/** @throws Fault `invalid_input` for days to come */
export async function periodOf(ctx: Context, { from, to }: { from: string; to: string }): Promise<Period> {
  const zones = await findDayZones(ctx.readSql, { orgId: ctx.orgId });
  const timeZone = latestZone(zones);
  const now = ctx.now();
  const today = dayAt(zones, now);
  if (to > today) {
    const message = `must not be after today, ${today} in ${timeZone}`;
    throw new Fault('invalid_input', `to: ${message}.`, { fields: [{ path: 'to', message }] });
  }
  const momentOf = (day: string): Moment =>
    day >= today ? { day, at: now, provisional: true } : { day, at: dayEnd(zones, day), provisional: false };
  return { timeZone, from: momentOf(from), to: momentOf(to) };
}
