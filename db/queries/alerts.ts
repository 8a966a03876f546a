import type { Role } from '#lib/domain/access/role.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface AlertedPerson {
  userId: number;
  name: string;
  role: Role;
  /** Their own, else the organization's, else UTC. */
  timeZone: string;
}

/** Everybody who administers the organization and can sign in. */
export async function listAdministrators(sql: Connection, { orgId }: OrganizationScope): Promise<AlertedPerson[]> {
  return sql<AlertedPerson[]>`
    select u.id as user_id, u.name, u.role, coalesce(p.time_zone, s.time_zone, 'UTC') as time_zone
    from users u left join mail_preferences p on p.org_id = ${orgId} and p.user_id = u.id
    left join mail_settings s on s.org_id = ${orgId}
    where u.org_id = ${orgId} and u.role = 'admin' and u.disabled_at is null and u.account_id is not null
    order by u.id`;
}
