import type { Connection } from '../client.ts';
import type { RepositoryScope } from './scope.ts';

/** These findings of the repository, worst first; at most `limit`. */
export async function worstFirst(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  limit: number,
): Promise<number[]> {
  if (numbers.length === 0) return [];
  const rows = await sql<{ number: number }[]>`
    select number from findings
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${[...numbers]}::int[])
    order by rank desc, number limit ${limit}`;
  return rows.map((row) => row.number);
}

/** How many findings a held upload would close; null when that was not kept. */
export async function findClosingTotal(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  upload: number,
): Promise<number | null> {
  const [row] = await sql<{ total: number | null }[]>`
    select sum(closing)::int as total from upload_parts
    where org_id = ${orgId} and repo_id = ${repoId} and upload = ${upload}`;
  return row?.total ?? null;
}

export interface ClosingRow {
  number: number;
  title: string;
  severity: number;
  path: string | null;
  line: number | null;
  packageName: string | null;
  /** Another stream has it too, so that it stays open. */
  elsewhere: boolean;
}

/** The first of the open findings that a held upload would close, worst first. */
export async function findClosing(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  upload: number,
  limit: number,
): Promise<ClosingRow[]> {
  return sql<ClosingRow[]>`
    with closing as (
      select p.stream_id, unnest(p.closing_first) as number from upload_parts p
      where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.upload = ${upload})
    select f.number, f.title, coalesce(f.severity_set, f.severity)::int as severity, f.path, f.line, f.package_name,
      exists (
        select 1 from sightings s
        join streams st on st.org_id = ${orgId} and st.repo_id = ${repoId} and st.id = s.stream_id and st.tracked
        where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.finding_number = f.number and s.until_upload is null
          and s.suppressed = 0 and s.stream_id not in (select stream_id from closing)) as elsewhere
    from findings f
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number in (select number from closing) and f.state = 'open'
    order by f.rank desc, f.number limit ${limit}`;
}

/** How many of the first that it would close are open, by severity. */
export async function countClosing(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  upload: number,
): Promise<{ severity: number; count: number }[]> {
  return sql<{ severity: number; count: number }[]>`
    with closing as (
      select distinct unnest(p.closing_first) as number from upload_parts p
      where p.org_id = ${orgId} and p.repo_id = ${repoId} and p.upload = ${upload})
    select coalesce(f.severity_set, f.severity)::int as severity, count(*)::int as count
    from closing join findings f on f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = closing.number
    where f.state = 'open' group by 1`;
}
