import type { Grade } from '#lib/domain/score/grade.ts';
import type { Connection } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

export interface BadgeRow {
  /** Null: nothing of it was measured. */
  score: number | null;
  grade: Grade | null;
  archived: boolean;
}

/** What the badge of this address shows; null: there is none. */
export async function findBadge(sql: Connection, { orgId }: OrganizationScope, key: string): Promise<BadgeRow | null> {
  const [row] = await sql<BadgeRow[]>`
    select s.score, s.grade, r.archived from repositories r
    join repository_state s on s.org_id = r.org_id and s.repo_id = r.id
    join organizations o on o.id = r.org_id
    where r.org_id = ${orgId} and r.badge_key = ${key} and r.deleting_at is null and o.deleting_at is null`;
  return row ?? null;
}
