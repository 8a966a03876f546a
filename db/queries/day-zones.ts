import type { DayZones } from '#lib/domain/calendar/day-zones.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** In which zones the days of an organization begin and end. */
export async function findDayZones(sql: Connection, { orgId }: OrganizationScope): Promise<DayZones> {
  const [row] = await sql<{ dayZones: DayZones }[]>`select day_zones from organizations where id = ${orgId}`;
  return row?.dayZones ?? [];
}

export async function saveDayZones(tx: Transaction, { orgId }: OrganizationScope, zones: DayZones): Promise<void> {
  await tx`update organizations set day_zones = ${JSON.stringify(zones)}::text::jsonb where id = ${orgId}`;
}
