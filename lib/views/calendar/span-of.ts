import { findDayZones } from '#db/queries/day-zones.ts';
import type { Context } from '#lib/context.ts';
import { dayEnd, dayStart } from '#lib/domain/calendar/day-zones.ts';
import { isDay } from '#lib/domain/time.ts';

interface Given {
  since?: string | undefined;
  until?: string | undefined;
}

/** Which instants lie between times that were given as instants, or as days of the organization: a day counts from its start to its end. */
export async function spanOf(
  ctx: Pick<Context, 'orgId' | 'readSql'>,
  { since, until }: Given,
): Promise<{ since: Date | undefined; until: Date | undefined }> {
  const hasDay = [since, until].some((text) => isDay(text ?? null));
  const zones = hasDay ? await findDayZones(ctx.readSql, { orgId: ctx.orgId }) : [];
  const at = (text: string | undefined, dayOf: typeof dayStart): Date | undefined => {
    if (text === undefined) return undefined;
    return isDay(text) ? dayOf(zones, text) : new Date(text);
  };
  return { since: at(since, dayStart), until: at(until, dayEnd) };
}
