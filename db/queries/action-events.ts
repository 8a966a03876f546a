import type { WorkEventKind } from '#lib/domain/action/work.ts';
import type { WorkEventDetail } from '#lib/domain/action/work-event.ts';
import type { Connection } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

export interface ActionEventEntry {
  at: Date;
  kind: WorkEventKind;
  upload: number;
  /** Name of the person who did it. */
  by: string | null;
  detail: WorkEventDetail | null;
  /** Name of the person or team that the detail names, where it is still there. */
  assignee: string | null;
}

/** What happened to an action, the newest first. */
export async function findActionEvents(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
  limit: number,
): Promise<ActionEventEntry[]> {
  return sql<ActionEventEntry[]>`
    select e.at, e.kind, e.upload, u.name as by, e.detail, coalesce(p.name, t.name) as assignee
    from (
      select * from action_events
      where org_id = ${orgId} and repo_id = ${repoId} and action_number = ${number}
      order by at desc, revision desc limit ${limit}) e
    left join users u on u.org_id = ${orgId} and u.id = e.user_id
    left join users p on p.org_id = ${orgId} and e.detail -> 'assignee' ->> 'kind' = 'person'
      and p.id = (e.detail -> 'assignee' ->> 'id')::int
    left join teams t on t.org_id = ${orgId} and e.detail -> 'assignee' ->> 'kind' = 'team'
      and t.id = (e.detail -> 'assignee' ->> 'id')::int
    order by e.at desc, e.revision desc, e.kind`;
}
