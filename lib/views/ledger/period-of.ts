import { findMailSettings } from '#db/queries/mail-preferences.ts';
import type { Context } from '#lib/context.ts';
import { localTime } from '#lib/domain/digest/local-time.ts';
import { endOfLocalDay } from '#lib/domain/ledger/local-day.ts';
import { dayOf } from '#lib/domain/time.ts';
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
  const { timeZone } = await findMailSettings(ctx.readSql, { orgId: ctx.orgId });
  const now = ctx.now();
  const today = localTime(now, timeZone).day;
  // Charts have days of UTC, where it may be a day later: that one is not over either.
  const latest = today > dayOf(now) ? today : dayOf(now);
  if (to > latest) {
    const message = `must not be after today, ${today} in ${timeZone}`;
    throw new Fault('invalid_input', `to: ${message}.`, { fields: [{ path: 'to', message }] });
  }
  const momentOf = (day: string): Moment =>
    day >= today ? { day, at: now, provisional: true } : { day, at: endOfLocalDay(day, timeZone), provisional: false };
  return { timeZone, from: momentOf(from), to: momentOf(to) };
}
