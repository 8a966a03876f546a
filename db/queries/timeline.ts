import type { CredentialKind } from '#lib/domain/access/credential.ts';
import type { FindingEventDetail, FindingEventKind } from '#lib/domain/finding/event.ts';
import type { Connection } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

export interface EventRow {
  at: Date;
  kind: FindingEventKind;
  /** 0: not caused by an upload. */
  upload: number;
  credentialKind: CredentialKind | null;
  credentialName: string | null;
  userName: string | null;
  releasedByName: string | null;
  runUrl: string | null;
  detail: FindingEventDetail | null;
}

/** The newest events of a finding. */
export async function findEvents(
  sql: Connection,
  scope: RepositoryScope,
  number: number,
  limit: number,
): Promise<EventRow[]> {
  return sql<EventRow[]>`
    select e.at, e.kind, e.upload, by_upload.credential_kind, by_upload.credential_name, u.name as user_name,
      by_upload.released_by_name, r.url as run_url, e.detail from (
      select at, kind, upload, user_id, detail from finding_events
      where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and finding_number = ${number}
      order by at desc, kind limit ${limit}) e
    left join uploads by_upload on by_upload.org_id = ${scope.orgId} and by_upload.repo_id = ${scope.repoId}
      and by_upload.number = e.upload
    left join runs r on r.org_id = ${scope.orgId} and r.repo_id = ${scope.repoId} and r.id = by_upload.run_id
    left join users u on u.org_id = ${scope.orgId} and u.id = e.user_id
    order by e.at desc, e.kind`;
}
