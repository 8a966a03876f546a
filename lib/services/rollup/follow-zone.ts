import type { Transaction } from '#db/client.ts';
import { saveDayZones } from '#db/queries/day-zones.ts';
import type { Organization } from '#db/queries/organizations.ts';
import { type DayZones, latestZone, withZone } from '#lib/domain/calendar/day-zones.ts';

/** Makes the days that come those of a time zone; the organization is locked. */
export async function followZone(
  tx: Transaction,
  { id: orgId, dayZones }: Organization,
  timeZone: string,
  now: Date,
): Promise<DayZones> {
  if (latestZone(dayZones) === timeZone) return dayZones;
  const zones = withZone(dayZones, timeZone, now);
  await saveDayZones(tx, { orgId }, zones);
  return zones;
}
