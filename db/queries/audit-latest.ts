import type { AuditVerb } from '#lib/domain/audit/entry.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** Which entries: of a verb, about what one number in their details says; of one target, where it is named. */
export interface EntriesAbout {
  verb: AuditVerb;
  key: 'rule' | 'exception';
  number: number;
  target?: string;
}

/** Who did that last, by the name of that time, and when. To be asked about what has just happened: it goes from the newest on. */
export async function findLatestActor(
  sql: Connection,
  { orgId }: OrganizationScope,
  { verb, key, number, target }: EntriesAbout,
): Promise<{ name: string; at: Date } | null> {
  const [row] = await sql<{ name: string; at: Date }[]>`
    select e.actor_name as name, e.at from audit_entries e
    where e.org_id = ${orgId} and e.verb = ${verb} and e.detail ->> ${key}::text = ${String(number)}
      and ${target === undefined ? sql`true` : sql`e.target_id = ${target}`}
    order by e.at desc, e.sequence desc limit 1`;
  return row ?? null;
}
