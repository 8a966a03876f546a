import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';
import type { Upload } from './uploads.ts';

export interface Repetition {
  /** The last delivery of the same bytes, commit and completeness that was not refused; else the last of all. */
  last: Upload;
  /** Number of the last one of all. */
  newest: number;
  /**
   * Number of a newer upload of its stream, in effect or waiting; null when `last` is the stream's latest. Its own number
   * when the stream was retired after it: then the same bytes are the report that undoes that.
   */
  between: number | null;
}

export type Repeated = Pick<
  Upload,
  'pipelineId' | 'label' | 'root' | 'path' | 'ref' | 'commit' | 'complete' | 'completeSaid' | 'claim' | 'sha256'
>;

/** The last delivery of the same bytes to the same place, and whether anything came to its stream since. */
export async function findRepetition(
  sql: Connection,
  scope: RepositoryScope,
  same: Repeated,
): Promise<Repetition | null> {
  const newest = await findLast(sql, scope, same, sql`true`);
  if (newest === null) return null;
  // A refused delivery, as one with a wrong claim, does not make the next one another than what took effect before.
  const taken = newest.state === 'rejected' ? await findLast(sql, scope, same, sql`state <> 'rejected'`) : newest;
  const last = taken ?? newest;
  const between = (await findNewer(sql, scope, last, same.claim)) ?? (await retiredSince(sql, scope, last));
  return { last, newest: newest.number, between };
}

async function findLast(
  sql: Connection,
  scope: RepositoryScope,
  same: Repeated,
  where: Fragment,
): Promise<Upload | null> {
  const [last] = await sql<Upload[]>`
    select * from uploads
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and sha256 = ${same.sha256}
      and pipeline_id = ${same.pipelineId} and label = ${same.label} and root = ${same.root} and path = ${same.path} and ref = ${same.ref}
      and commit is not distinct from ${same.commit} and complete = ${same.complete}
      and complete_said = ${same.completeSaid} and ${where}
    order by number desc limit 1`;
  return last ?? null;
}

/**
 * The newest upload after `last` of its stream that is in effect or waits. What is not read yet may be of any stream of
 * its pipeline, label and ref: it counts, unless both name different scanners.
 */
async function findNewer(
  sql: Connection,
  scope: RepositoryScope,
  last: Upload,
  claim: string | null,
): Promise<number | null> {
  // Without a label, another root is another stream.
  const ofPlace = last.label === '' ? sql`root = ${last.root}` : sql`true`;
  const [row] = await sql<{ number: number | null }[]>`
    select max(number)::int as number from (
      (select other.number from upload_parts own
        cross join lateral (
          select u.number from upload_parts p
          join uploads u on u.org_id = ${scope.orgId} and u.repo_id = ${scope.repoId} and u.number = p.upload
          where p.org_id = ${scope.orgId} and p.repo_id = ${scope.repoId} and p.stream_id = own.stream_id
            and p.upload > ${last.number} and u.state in ('processed', 'held')
          order by p.upload desc limit 1) other
        where own.org_id = ${scope.orgId} and own.repo_id = ${scope.repoId} and own.upload = ${last.number})
      union all
      (select number from uploads
        where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and number > ${last.number}
          and state in ('received', 'processing')
          and not exists (
            select 1 from upload_parts p
            where p.org_id = ${scope.orgId} and p.repo_id = ${scope.repoId} and p.upload = uploads.number)
          and pipeline_id = ${last.pipelineId} and label = ${last.label} and ref = ${last.ref} and ${ofPlace}
          and (claim is null or ${claim}::text is null or claim = ${claim})
        order by number desc limit 1)
    ) newer`;
  return row?.number ?? null;
}

async function retiredSince(sql: Connection, scope: RepositoryScope, last: Upload): Promise<number | null> {
  const rows = await sql`
    select 1 from upload_parts p
    join streams s on s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.id = p.stream_id
    where p.org_id = ${scope.orgId} and p.repo_id = ${scope.repoId} and p.upload = ${last.number}
      and s.retired_at >= ${last.processedAt}::timestamptz`;
  return rows.length > 0 ? last.number : null;
}
