import type { Decision } from '#lib/domain/finding/finding.ts';
import type { Connection } from '../client.ts';
import { type Place, placesAs, repositoriesOf } from './places.ts';
import type { OrganizationScope } from './scope.ts';

export interface LiveException extends Place {
  /** Its own number. */
  exception: number;
  kind: Decision;
  state: 'requested' | 'in_force';
  expiresAt: Date | null;
}

/** The exceptions of these findings that wait or are in force: at most one of each. */
export async function findLiveOf(
  sql: Connection,
  { orgId }: OrganizationScope,
  places: readonly Place[],
): Promise<LiveException[]> {
  if (places.length === 0) return [];
  return sql<LiveException[]>`
    select e.repo_id, e.finding_number as number, e.number as exception, e.kind, e.state, e.expires_at
    from ${placesAs(sql, 'p', places)}
    join exceptions e on e.org_id = ${orgId} and e.repo_id = p.repo_id and e.finding_number = p.number
      and e.state in ('requested', 'in_force')
    where e.repo_id = any(${repositoriesOf(places)}::int[])`;
}
