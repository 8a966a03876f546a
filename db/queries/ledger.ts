import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { LedgerCause, LedgerEntry, LedgerNote } from '#lib/domain/ledger/cause.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { hasRealReports, inScope, type RepositoryScope } from './scope.ts';

export interface NewEntries {
  at: Date;
  /** 0: no upload. */
  upload: number;
  userId: number | null;
  entries: readonly LedgerEntry[];
  /** All that the ledger says with them. */
  totals: number[];
}

/**
 * Adds entries to a repository's ledger, and to its sums. Two transactions may have one instant: entries of the second come a
 * microsecond later, so that each stays what it is, and its day too.
 */
export async function addToLedger(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { at, upload, userId, entries, totals }: NewEntries,
): Promise<void> {
  const records = JSON.stringify(entries);
  await tx`
    with added as (
      insert into ledger_entries (org_id, repo_id, at, cause, points, findings, upload, user_id, notes)
      select ${orgId}::int, ${repoId}::int, coalesce((
          select max(l.at) + interval '1 microsecond' from ledger_entries l
          where l.org_id = ${orgId} and l.repo_id = ${repoId} and l.at >= ${at}::timestamptz), ${at}::timestamptz), e.cause, e.points, e.findings, ${upload}::int, ${userId}::int, e.notes
      from jsonb_populate_recordset(null::ledger_entries, ${records}::text::jsonb) as e)
    update repository_state set ledger = ${totals} where org_id = ${orgId} and repo_id = ${repoId}`;
}

export interface LedgerRow {
  repoId: number;
  criticality: Criticality;
  archived: boolean;
  score: number | null;
  /** Null: from before ledgers were kept. */
  ledger: number[] | null;
}

/** Repository `r` is one that ledgers tell of: archived ones too, as they were not once. */
function told(sql: Connection, scope: ReadScope): Fragment {
  return sql`r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and r.deleting_at is null
    and (not r.demo or not ${hasRealReports(sql, scope)})`;
}

/** What the ledger of each repository in scope says now. */
export async function findLedgersNow(sql: Connection, scope: ReadScope): Promise<LedgerRow[]> {
  return sql<LedgerRow[]>`
    select s.repo_id, r.criticality, r.archived, s.score, s.ledger from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id')} and ${told(sql, scope)}
    order by s.repo_id`;
}

/**
 * What the ledger of each repository in scope said at the end of a day, or of the last one before with a row, which is
 * looked for from `since` on. Rows from before ledgers were kept do not say whether the repository was archived: the date does.
 */
export async function findLedgersOfDay(
  sql: Connection,
  scope: ReadScope,
  { since, day, end }: { since: string; day: string; end: Date },
): Promise<LedgerRow[]> {
  return sql<LedgerRow[]>`
    select r.id as repo_id, coalesce(d.criticality, r.criticality) as criticality,
      coalesce(d.archived, r.archived and coalesce(r.archived_at < ${end}, true)) as archived, d.score, d.ledger
    from repositories r cross join lateral (
      select l.score, l.ledger, l.criticality, l.archived from repository_days l
      where l.org_id = ${scope.orgId} and l.repo_id = r.id and l.day between ${since}::text::date and ${day}::text::date
      order by l.day desc limit 1) d
    where ${told(sql, scope)}
    order by r.id`;
}

export interface LedgerEntryRow {
  repoId: number;
  fullName: string;
  at: Date;
  atKey: string;
  cause: LedgerCause;
  points: number;
  findings: number;
  /** 0: no upload. */
  upload: number;
  userName: string | null;
  notes: LedgerNote[] | null;
}

export interface EntryPage {
  /** Of these repositories alone. */
  repoIds: readonly number[];
  /** Null: every cause. */
  cause: LedgerCause | null;
  from: Date;
  until: Date;
  after: { at: string; repoId: number; cause: string } | null;
  limit: number;
}

/** Entries of a period, the newest first. */
export async function listEntries(sql: Connection, scope: ReadScope, page: EntryPage): Promise<LedgerEntryRow[]> {
  const { repoIds, cause, from, until, after, limit } = page;
  const before =
    after === null
      ? sql`true`
      : sql`(at, repo_id, cause) < (${after.at}::text::timestamptz, ${after.repoId}::int, ${after.cause}::text)`;
  return sql<LedgerEntryRow[]>`
    select e.*, r.full_name, u.name as user_name from (
      select repo_id, at, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at_key, cause, points, findings,
        upload, user_id, notes
      from ledger_entries
      where org_id = ${scope.orgId} and ${inScope(sql, scope, 'repo_id', repoIds)} and at >= ${from} and at < ${until}
        and ${cause === null ? sql`true` : sql`cause = ${cause}`} and ${before}
      order by at desc, repo_id desc, cause desc limit ${limit}) e
    join repositories r on r.org_id = ${scope.orgId} and r.id = e.repo_id
    left join users u on u.org_id = ${scope.orgId} and u.id = e.user_id
    order by e.at desc, e.repo_id desc, e.cause desc`;
}
